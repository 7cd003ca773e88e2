import { readFile } from 'node:fs/promises';
import { DevDatabaseError, hasCode, messageOf } from '../errors.ts';
import type { ServerKind } from '../model.ts';
import type { PrivatePaths } from './paths.ts';
import { writePrivateFile } from './write-file.ts';

/** What `.nilecare/server.json` remembers of the private server. */
export interface ServerState {
  readonly kind: ServerKind;
  readonly version: string;
  readonly program: string;
  readonly port: number;
  readonly socketPath?: string;
  readonly dataDirectory: string;
  /** Absent before the first start has finished and after a stop. */
  readonly pid?: number;
  /** The port before it changed, for as long as the services' .env files may still name it. */
  readonly formerPort?: number;
  /** The same of the socket, which changes when the repository is moved or copied. */
  readonly formerSocketPath?: string;
}

/**
 * Reads server.json; `undefined` when there is none.
 *
 * @throws DevDatabaseError STATE_UNREADABLE when it is not what this package writes
 */
export async function readState({ state: file }: PrivatePaths): Promise<ServerState | undefined> {
  try {
    const value = JSON.parse(await readFile(file, 'utf8')) as unknown;
    if (isState(value)) return value;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw unreadable(file, messageOf(error), error);
  }
  throw unreadable(file, 'it lacks kind, version, port or dataDirectory');
}

/** Writes server.json as a whole. */
export async function writeState({ state: file }: PrivatePaths, state: ServerState): Promise<void> {
  await writePrivateFile(file, `${JSON.stringify(state, null, 2)}\n`);
}

function isState(value: unknown): value is ServerState {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, version, port, dataDirectory } = value as Partial<Record<string, unknown>>;
  return (
    (kind === 'mariadb' || kind === 'mysql') &&
    typeof version === 'string' &&
    Number.isInteger(port) &&
    typeof dataDirectory === 'string'
  );
}

function unreadable(file: string, why: string, cause?: unknown): DevDatabaseError {
  return new DevDatabaseError(
    'STATE_UNREADABLE',
    `${file} cannot be understood: ${why}. If no private server runs, delete that file and start again: the data stays.`,
    { context: { file }, cause },
  );
}
