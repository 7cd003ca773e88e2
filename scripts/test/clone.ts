import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compiled } from './compiled.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** The process environment without what would lead the set-up to another server. */
export const environment: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(DB_|FLYWAY_|TURBO_|NILECARE_|npm_)|_DB_PASSWORD$/.test(name),
  ),
);

/** A copy of the repository in a folder with a blank; its programs are this one's. */
export async function copyRepository(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'a clone '));
  for (const part of ['package.json', 'microservices', 'scripts']) {
    await cp(path.join(root, part), path.join(folder, part), {
      recursive: true,
      filter: (source) => !/[\\/](node_modules|dist|\.turbo|\.env)$/.test(source),
    });
  }
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}

/** Removes a copy; its server, if any, must have been stopped. */
export function removeCopy(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** What a run came to. */
export interface Outcome {
  /** 128 and more for a signal, as a shell counts. */
  readonly code: number;
  readonly output: string;
}

/** How to run a program in a copy. */
export interface RunOptions extends Pick<SpawnOptions, 'uid' | 'gid'> {
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly onStart?: (child: ChildProcess) => void;
  /** Called after each piece of output with all of it so far. */
  readonly onOutput?: (output: string, child: ChildProcess) => void;
}

/** A program and its first arguments. */
export type Command = readonly [string, ...string[]];

/**
 * Runs the set-up of a copy.
 *
 * @param command program and arguments in place of `compiledCommand`; the arguments of the set-up follow
 */
export async function runSetup(
  folder: string,
  args: readonly string[],
  { command, ...options }: RunOptions & { readonly command?: Command } = {},
): Promise<Outcome> {
  return runProgram(folder, [...(command ?? (await compiledCommand(folder))), ...args], options);
}

/** Runs a program in a folder, without a terminal and in a session of its own. */
export function runProgram(
  folder: string,
  [program, ...args]: Command,
  { variables = {}, onStart, onOutput, uid, gid }: RunOptions = {},
): Promise<Outcome> {
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...environment, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(uid !== undefined && { uid }),
    ...(gid !== undefined && { gid }),
  });
  onStart?.(child);
  let output = '';
  const hear = (text: string): void => {
    output += text;
    onOutput?.(output, child);
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code: code ?? (signal === 'SIGINT' ? 130 : 137), output });
    });
  });
}

/** Starts a program of a copy's scripts, the set-up by default, in a third of the time that `nodeCommand` takes. */
export async function compiledCommand(folder: string, script = 'setup.ts'): Promise<Command> {
  const file = path.join(folder, 'scripts', script.replace(/ts$/, 'js'));
  await writeFile(file, await compiled(script));
  return [process.execPath, file];
}

/** How the scripts of the repository start the set-up. */
export function nodeCommand(folder: string): Command {
  return [process.execPath, '--import', 'tsx', path.join(folder, 'scripts', 'setup.ts')];
}
