import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { clientFor, type Client } from '../binary/client.ts';
import { clientFile } from '../binary/client-file.ts';
import { DevDatabaseError } from '../errors.ts';
import type { Environment } from '../model.ts';
import { adminConnectionOptions } from '../private/administrator.ts';
import type { AdminConnectionOptions } from '../private/named.ts';
import { privatePaths } from '../private/paths.ts';
import { serverStatus } from '../private/status.ts';
import { runPrompt, type PromptStreams } from './prompt.ts';

/** What a shell needs of the process. */
export interface ShellOptions extends PromptStreams {
  readonly root: string;
  readonly environment: Environment;
}

/**
 * Opens an SQL prompt as the administrator.
 *
 * @returns the exit code of the client program
 * @throws DevDatabaseError NOT_RUNNING, NAMED_SERVER
 */
export async function openShell(options: ShellOptions): Promise<number> {
  const { root, environment } = options;
  const address = await adminConnectionOptions(root, environment);
  const status = await serverStatus(root);
  const isPrivate = status.state !== 'absent' && status.port === address.port && address.host === '127.0.0.1';
  if (isPrivate && status.state !== 'running')
    throw new DevDatabaseError(
      'NOT_RUNNING',
      "The private server does not run. Run 'npm run db:start' first.",
    );
  const client = await clientFor(environment, status.state === 'absent' ? undefined : status.kind);
  return client ? runClient(client, address, root) : runPrompt(address, options);
}

/** The password travels in a file of the owner's alone: arguments are visible to every user of the machine. */
async function runClient(client: Client, address: AdminConnectionOptions, root: string): Promise<number> {
  const { folder } = privatePaths(root);
  const directory = await mkdtemp(path.join(existsSync(folder) ? folder : os.tmpdir(), 'shell-'));
  try {
    const file = path.join(directory, 'client.cnf');
    await writeFile(file, clientFile(address), { mode: 0o600 });
    return await new Promise<number>((resolve, reject) => {
      const child = spawn(client.command, [...client.prefix, `--defaults-file=${file}`], {
        stdio: 'inherit',
      });
      child.on('error', reject).on('close', (code) => {
        resolve(code ?? 1);
      });
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
