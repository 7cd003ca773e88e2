import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { readCredentials, stopServer, type ServerKind } from '@nilecare/dev-database';
import { startThrowawayServer, type ThrowawayServer } from '@nilecare/dev-database/testing';
import {
  copyRepository,
  removeCopy,
  runProgram,
  type Command,
  type Outcome,
  type RunOptions,
} from './clone.ts';
import { envFile, services } from './services.ts';

/** Programs that run one after the other on a server that writes everything down. */
export interface LeakRun {
  readonly own: ThrowawayServer;
  readonly folder: string;
  /** Every password that there was at any time, by where it stood. */
  readonly secrets: Map<string, string>;
  /** What each program printed. */
  readonly printed: Map<string, Buffer>;
  /** Runs a program in the copy and keeps what it prints, and the passwords that there are then. */
  readonly step: (name: string, command: Command, options?: RunOptions) => Promise<Outcome>;
  close(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '..', '..');

/** What a server can be told to write down. */
const talkative = [
  ...['--general-log=1', '--general-log-file=general.log', '--log-output=FILE'],
  ...['--slow-query-log=1', '--slow-query-log-file=slow.log', '--long-query-time=0'],
  ...['--log-bin=changes', '--server-id=1', '--log-bin-trust-function-creators=1'],
  ...['--loose-log-error-verbosity=3', '--loose-log-warnings=9'],
];

/** Starts a server with all logs on and copies the repository. */
export async function openLeakRun(kind: ServerKind): Promise<LeakRun> {
  const own = await startThrowawayServer({ kind, flags: talkative });
  const folder = await copyRepository();
  for (const file of [
    'package-lock.json',
    'turbo.json',
    'database/package.json',
    'database/service-map.json',
  ]) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await cp(path.join(root, file), path.join(folder, file));
  }
  const secrets = new Map([['the password of the administrator', own.server.password]]);
  const printed = new Map<string, Buffer>();
  return {
    own,
    folder,
    secrets,
    printed,
    step: async (name, command, options) => {
      const outcome = await runProgram(folder, command, options);
      printed.set(`the output of ${name}`, Buffer.from(outcome.output));
      for (const [variable, value] of await passwordsIn(folder))
        secrets.set(`${variable} after ${name}`, value);
      return outcome;
    },
    async close() {
      await own.stop();
      await stopServer(folder);
      await removeCopy(folder);
    },
  };
}

async function passwordsIn(folder: string): Promise<readonly (readonly [string, string])[]> {
  const found = Object.entries(await readCredentials(folder));
  for (const service of services) {
    const text = await readFile(envFile(folder, service), 'utf8').catch(() => '');
    found.push(
      ...Object.entries(parseEnv(text)).map(
        ([name, value]) => [`${service} ${name}`, value ?? ''] as [string, string],
      ),
    );
  }
  return found.filter(([name, value]) => /PASSWORD/.test(name) && value !== '');
}

/** `nilecare-db` in the copy. */
export function db(...args: string[]): Command {
  return [process.execPath, path.join(root, 'node_modules/@nilecare/database/bin/nilecare-db.js'), ...args];
}

/** `turbo run` in the copy. */
export function turbo(...args: string[]): Command {
  return [path.join(root, 'node_modules/.bin/turbo'), 'run', ...args];
}

/** `nilecare-migrate` in a service of the copy. */
export function migrate(...args: string[]): Command {
  const program = path.join(root, 'node_modules/@nilecare/migrate/bin/nilecare-migrate.js');
  return [
    'sh',
    '-c',
    'cd microservices/auth-service && exec "$0" "$@"',
    process.execPath,
    program,
    '-envFile=.env',
    ...args,
  ];
}

/** auth-service in the copy, which ends itself when it has answered. */
export function service(): Command {
  return [
    'sh',
    '-c',
    'cd microservices/auth-service && exec "$0" --import tsx src/index.ts',
    process.execPath,
  ];
}
