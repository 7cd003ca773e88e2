/** A folder with files, and the command line in this process: for commands that need no database. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Environment } from '../src/config/environment.ts';
import type { Files } from './project.ts';
import { runHere, type Printed } from './run-here.ts';

export interface Folder {
  /** Has blanks in its path. */
  readonly root: string;
  /** Makes folders too. */
  write(files: Files): Promise<void>;
  /** The command line in this folder, or in one below. */
  run(argv: readonly string[], options?: RunOptions): Promise<Printed>;
}

export interface RunOptions {
  readonly environment?: Environment;
  readonly below?: string;
}

/** Its `flyway.conf` names `migrations` as the location, and variables that are not set. Removed with the test. */
export async function createFolder(files: Files = {}): Promise<Folder> {
  const root = await mkdtemp(path.join(tmpdir(), 'migrate test '));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const write = async (added: Files) => {
    for (const [name, text] of Object.entries(added)) {
      await mkdir(path.dirname(path.join(root, name)), { recursive: true });
      await writeFile(path.join(root, name), text);
    }
  };
  const conf =
    'flyway.url=${DB_URL}\nflyway.password=${DB_PASSWORD}\nflyway.locations=filesystem:migrations\n';
  await write({ 'flyway.conf': conf, ...files });
  await mkdir(path.join(root, 'migrations'), { recursive: true });
  return {
    root,
    write,
    run: (argv, { environment = {}, below = '' } = {}) => runHere(argv, path.join(root, below), environment),
  };
}
