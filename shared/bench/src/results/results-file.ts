import { readFile, rename, writeFile } from 'node:fs/promises';
import { BenchError } from '../model.ts';
import type { Results, RowResult } from './model.ts';

/**
 * Reads the results; none when there is no file yet.
 *
 * @throws BenchError when it is no JSON
 */
export async function readResults(file: string): Promise<Results> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '{ "rows": [] }';
    throw error;
  });
  try {
    return JSON.parse(text) as Results;
  } catch (error) {
    throw new BenchError(`${file} is not JSON (${(error as Error).message}). Restore it, or remove it.`);
  }
}

/** Writes the results as prettier would, at once or not at all. */
export async function writeResults(file: string, results: Results): Promise<void> {
  await writeFile(`${file}.tmp`, `${JSON.stringify(results, undefined, 2)}\n`);
  await rename(`${file}.tmp`, file);
}

/**
 * Puts a row in the place of what was measured of it on the same kind of server before.
 *
 * @param order ids of all rows, as they are to stand in the file; what is unknown goes away
 */
export function merged(results: Results, row: RowResult, order: readonly string[]): Results {
  const key = ({ row: id, server }: RowResult): string => `${id} ${server.kind}`;
  const rows = [...results.rows.filter((old) => key(old) !== key(row)), row];
  const kept = rows.filter(({ row: id }) => order.includes(id));
  const place = ({ row: id, server }: RowResult): number =>
    order.indexOf(id) * 2 + (server.kind === 'mariadb' ? 0 : 1);
  return { rows: kept.sort((left, right) => place(left) - place(right)) };
}
