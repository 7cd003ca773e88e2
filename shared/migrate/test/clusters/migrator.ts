import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Address, Options } from './options.ts';

/** What a migrator said. */
export interface Said {
  readonly node: Address;
  readonly code: number;
  /** Scripts that it applied. */
  readonly applied: number;
  /** Its error's code and text; absent when it had none. */
  readonly error?: { readonly code: string; readonly message: string };
  readonly milliseconds: number;
}

const program = path.resolve(import.meta.dirname, '../../bin/nilecare-migrate.js');

/** Runs `migrate` in a process of its own. */
export async function migrateOn(
  node: Address,
  schema: string,
  folder: string,
  { user, password }: Options,
): Promise<Said> {
  const started = performance.now();
  const args = [
    'migrate',
    '-outputType=json',
    `-url=jdbc:mysql://${node.host}:${node.port}/${schema}`,
    `-user=${user}`,
    '-table=schema_version',
    `-locations=filesystem:${folder}`,
  ];
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], FLYWAY_PASSWORD: password },
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close') as Promise<[number]>]);
  const { error, migrationsExecuted = 0 } = JSON.parse(output) as Answer;
  return {
    node,
    code,
    applied: migrationsExecuted,
    ...(error && { error: { code: error.errorCode, message: error.message } }),
    milliseconds: Math.round(performance.now() - started),
  };
}

interface Answer {
  readonly error?: { readonly errorCode: string; readonly message: string };
  readonly migrationsExecuted?: number;
}
