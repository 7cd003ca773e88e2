import path from 'node:path';
import type { Command, Setting } from '../model.ts';
import { lastLines } from '../process/last-lines.ts';
import { runMeasured } from '../process/run-measured.ts';

/**
 * Does what makes a row ready while the server writes its log late: only the time until it is ready depends on that.
 * Afterwards the server is as careful as before.
 */
export async function whileWritingLate<Result>(
  { query }: Setting,
  work: () => Promise<Result>,
): Promise<Result> {
  await query('SET GLOBAL innodb_flush_log_at_trx_commit = 0');
  try {
    return await work();
  } finally {
    await query('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
  }
}

/**
 * Runs a command that makes a row ready.
 *
 * @throws Error with the last lines of what it printed
 */
export async function runToMakeReady(setting: Setting, name: string, command: Command): Promise<void> {
  const outputFile = path.join(setting.folder, 'prepare.log');
  const { code } = await runMeasured(command, { ...setting, outputFile });
  if (code !== 0) throw new Error(`${name} could not apply the migrations: ${await lastLines(outputFile)}`);
}
