import { randomBytes } from 'node:crypto';
import { lstat, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DryRun } from '../commands/dry-run.ts';
import type { Config } from '../config/config.ts';
import { RefusedError } from '../errors.ts';
import { dryRunScript } from '../report/dry-run/script.ts';
import type { Arguments } from './arguments.ts';

/**
 * Refuses combinations in which a script would get lost.
 *
 * @throws RefusedError
 */
export function checkDryRun({ commands, outputType }: Arguments, { dryRunOutput }: Config): void {
  if (dryRunOutput === undefined) return;
  const writers = commands.filter((command) => command === 'migrate' || command === 'undo');
  if (writers.length > 1) {
    throw new RefusedError(
      'CONFIGURATION',
      `-dryRunOutput= takes the script of one command, not of ${writers.join(' and ')}: the second plan would depend on the first one having run. Call them one by one.`,
    );
  }
  if (dryRunOutput === '-' && outputType !== 'text') {
    throw new RefusedError(
      'CONFIGURATION',
      `-dryRunOutput=- and -outputType=${outputType} both want standard output. Name a file for the script.`,
    );
  }
}

/**
 * Writes the script whole or not at all, readable by its owner only, over one that is there, as Flyway does.
 * Folders that are missing are made.
 *
 * @param print standard output
 * @throws RefusedError when the file cannot be written
 */
export async function writeDryRun(dryRun: DryRun, print: (text: string) => void): Promise<void> {
  const text = dryRunScript(dryRun);
  if (dryRun.output === '-') {
    print(text.trimEnd());
    return;
  }
  try {
    await writeWhole(dryRun.output, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new RefusedError(
      'ERROR',
      `The script cannot be written to ${dryRun.output} (${code}). Nothing was changed in the database. Name another file by -dryRunOutput=.`,
      { cause: error },
    );
  }
}

/** A pipe or a device, such as /dev/stdout, is written to and not replaced. */
async function writeWhole(named: string, text: string): Promise<void> {
  await mkdir(path.dirname(named), { recursive: true });
  const file = await realpath(named).catch(() => named);
  const found = await lstat(file).catch(() => undefined);
  if (found && !found.isFile() && !found.isDirectory()) return writeFile(file, text);
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
