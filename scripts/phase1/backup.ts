import { createReadStream, createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';
import { backupPrograms, clientFile, type TestServer } from '@nilecare/dev-database';
import { runChild, type ChildOptions, type Command, type Ended } from './children.ts';

/** Makes and restores backups with the server's own programs. */
export interface Backup {
  /** Writes everything in a database into a file. */
  dump(database: string, file: string): Promise<Ended>;
  /** Runs a dump in a database. */
  restore(database: string, file: string): Promise<Ended>;
}

/** What leaves nothing out, and locks no table. */
const dumpFlags: Readonly<Record<TestServer['kind'], readonly string[]>> = {
  mariadb: [],
  mysql: ['--set-gtid-purged=OFF'],
};
const commonFlags = ['--single-transaction', '--routines', '--events', '--triggers', '--hex-blob'];

/** @param folder for the option file with the password, which would be seen in arguments */
export function backupOf(server: TestServer, folder: string, signal: AbortSignal): Backup {
  const run = async (
    name: 'dump' | 'client',
    args: readonly string[],
    streams: Pick<ChildOptions, 'input' | 'outputTo'>,
  ): Promise<Ended> => {
    const program = (await backupPrograms(process.env, server.kind))[name];
    const file = path.join(folder, 'backup.cnf');
    await writeFile(file, clientFile(server), { mode: 0o600 });
    const flags = [`--defaults-file=${file}`, '--default-character-set=utf8mb4', ...args];
    const command: Command = [program.command, ...program.prefix, ...flags];
    return runChild(command, { cwd: folder, env: process.env, signal, ...streams });
  };
  return {
    dump: async (database, file) => {
      const outputTo = createWriteStream(file, { mode: 0o600 });
      const written = once(outputTo, 'close');
      const ended = await run('dump', [...commonFlags, ...dumpFlags[server.kind], database], { outputTo });
      await written;
      return ended;
    },
    restore: (database, file) => run('client', [database], { input: createReadStream(file) }),
  };
}
