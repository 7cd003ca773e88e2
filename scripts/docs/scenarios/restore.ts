import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { adminConnectionOptions, backupPrograms, serverStatus } from '@nilecare/dev-database';
import type { Scenario, Stage } from '../scenario.ts';
import { database } from './auth-files.ts';

/** A table is dropped by hand, behind a backup. */
export const restore: Scenario = {
  steps: {
    'backup.cnf is written': async (stage) => {
      const { host, port, user, password } = await adminConnectionOptions(stage.folder);
      const file = path.join(stage.folder, 'backup.cnf');
      await writeFile(
        file,
        `[client]\nprotocol=tcp\nhost=${host}\nport=${port}\nuser=${user}\npassword="${password}"\n`,
        { mode: 0o600 },
      );
      stage.spoil(database);
      await installPrograms(stage);
    },
    'a table is lost': (stage: Stage) =>
      stage.connect(database).then(async (connection) => {
        await connection.query('DROP TABLE auth_login_attempts');
      }),
  },
};

/** The server's own programs under the names that both servers know, where the machine has none. */
async function installPrograms(stage: Stage): Promise<void> {
  const folder = path.join(stage.folder, '.git', 'programs');
  const status = await serverStatus(stage.folder);
  if (status.state === 'absent') throw new Error('there is no private server');
  const programs = await backupPrograms(process.env, status.kind);
  await mkdir(folder, { recursive: true });
  for (const [name, { command, prefix }] of [
    ['mysqldump', programs.dump],
    ['mysql', programs.client],
  ] as const) {
    const words = [command, ...prefix].map((word) => `'${word}'`).join(' ');
    await writeFile(path.join(folder, name), `#!/bin/sh\nexec ${words} "$@"\n`, { mode: 0o755 });
  }
  stage.setVariables({ PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}` });
}
