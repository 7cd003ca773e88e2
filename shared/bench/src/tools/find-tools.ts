import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ServerKind } from '@nilecare/dev-database';
import { BenchError, type Tool } from '../model.ts';
import type { Environment } from '../process/environment.ts';
import { bareNode, clientProgram } from './floors.ts';
import { nilecare } from './nilecare.ts';
import { peers, toolOf, type Peer } from './peers.ts';

/** Which tools are wanted. */
export interface ToolOptions {
  /** Folder of the peers: each has its program in `bin`. */
  readonly peers: string;
  /** Names of peers that are left out. */
  readonly without: readonly string[];
  readonly environment: Environment;
}

/** `nilecare/peers` in the user's cache. */
export function defaultPeers(environment: Environment): string {
  const local = process.platform === 'win32' ? environment['LOCALAPPDATA'] : undefined;
  return path.join(
    environment['XDG_CACHE_HOME'] ?? local ?? path.join(homedir(), '.cache'),
    'nilecare',
    'peers',
  );
}

/**
 * Finds every tool but the client program, which depends on the server.
 *
 * @throws BenchError when a peer is missing that is not left out, with how to install it
 */
export async function findTools(options: ToolOptions): Promise<readonly Tool[]> {
  const wanted = peers.filter(({ name }) => !options.without.includes(name));
  const missing = wanted.filter(({ program }) => !existsSync(programFile(options.peers, program)));
  if (missing.length > 0) throw new BenchError(missingText(missing, options.peers));
  const found = await Promise.all(wanted.map((peer) => withVersion(peer, options)));
  return [await nilecare(), bareNode(), ...found];
}

/** The client program of a kind of server. */
export function findClient(kind: ServerKind, environment: Environment): Promise<Tool> {
  return clientProgram(kind, environment, versionOf);
}

async function withVersion(peer: Peer, { peers: folder }: ToolOptions): Promise<Tool> {
  return toolOf(peer, folder, await versionOf(programFile(folder, peer.program), peer.versionArgs));
}

function programFile(folder: string, program: string): string {
  return path.join(folder, 'bin', program);
}

/** The first dotted number that the program prints; it may print on either stream. */
async function versionOf(program: string, args: readonly string[]): Promise<string | undefined> {
  const { stdout, stderr } = await promisify(execFile)(program, [...args]).catch(
    (error: unknown) => error as { stdout?: string; stderr?: string },
  );
  const text = `${stdout ?? ''}\n${stderr ?? ''}`;
  return (/(?:Distrib|Edition|Ver) v?(\d+\.\d+\.\d+)/.exec(text) ?? /(\d+\.\d+\.\d+)/.exec(text))?.[1];
}

function missingText(missing: readonly Peer[], folder: string): string {
  const names = missing.map(({ name }) => name);
  const lines = missing.map(({ name, install }) => `  ${name}: ${install.replaceAll('$DIR', folder)}`);
  return [
    `These tools are not in ${path.join(folder, 'bin')}, and a comparison without them would say too much: ${names.join(', ')}.`,
    'Install them, name another folder by --peers, or leave them out:',
    ...lines,
    `  without: --without ${names.join(',')}`,
  ].join('\n');
}
