import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv, withVariables } from './env-text.ts';
import { writePrivateFile } from './write-file.ts';

/** Where the private server listened before, and where it does now. */
export interface Move {
  readonly formerPort?: number | undefined;
  readonly formerSocketPath?: string | undefined;
  readonly port: number;
  readonly socketPath?: string | undefined;
}

/**
 * Corrects the services' .env files after the private server's port has changed, in those only that pointed at it:
 * by its socket, or by its former port on this machine.
 *
 * @returns the files that were changed
 */
export async function correctEnvFiles(root: string, move: Move): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const file of await envFiles(root)) {
    const text = await readFile(file, 'utf8');
    const next = correctEnvText(text, move);
    if (next === text) continue;
    await writePrivateFile(file, next);
    changed.push(file);
  }
  return changed;
}

/** The same for one file's text. */
export function correctEnvText(text: string, move: Move): string {
  const { formerPort, formerSocketPath, port, socketPath } = move;
  const { DB_HOST: host, DB_PORT: namedPort, DB_SOCKET: namedSocket } = parseEnv(text);
  const bySocket = !!namedSocket && [socketPath, formerSocketPath].includes(namedSocket);
  const isHere = host === undefined || ['127.0.0.1', 'localhost', '::1'].includes(host);
  const byPort = !namedSocket && isHere && formerPort !== undefined && Number(namedPort) === formerPort;
  if (!bySocket && !byPort) return text;
  if (Number(namedPort) === port && (!bySocket || namedSocket === socketPath)) return text;
  const socket = bySocket ? { DB_SOCKET: socketPath ?? '' } : {};
  return withVariables(text, { DB_HOST: '127.0.0.1', DB_PORT: String(port), ...socket }, 'leave-out');
}

async function envFiles(root: string): Promise<readonly string[]> {
  const services = path.join(root, 'microservices');
  if (!existsSync(services)) return [];
  const names = await readdir(services);
  return names.map((name) => path.join(services, name, '.env')).filter((file) => existsSync(file));
}
