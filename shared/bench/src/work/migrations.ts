import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Format, Migration } from '../model.ts';

/** Each one CREATE TABLE with two indexes and one INSERT. */
export function tables(count: number): readonly Migration[] {
  return numbers(count).map((number) => ({
    number,
    statements: [
      `CREATE TABLE t${number} (id INT NOT NULL PRIMARY KEY, name VARCHAR(50) NOT NULL, born DATE NULL, KEY by_name (name), KEY by_born (born))`,
      `INSERT INTO t${number} VALUES (${number}, 'one', '2000-01-01')`,
    ],
  }));
}

/**
 * One table, and a row a migration: what counts where nothing is to be done is the number of files and of rows in the
 * history. A comment makes the files as long as those of {@link tables}.
 */
export function rowsOfOneTable(count: number): readonly Migration[] {
  const create = 'CREATE TABLE t1 (id INT NOT NULL PRIMARY KEY, name VARCHAR(50) NOT NULL, born DATE NULL)';
  return numbers(count).map((number) => {
    const insert = `INSERT INTO t1 VALUES (${number}, 'one', '2000-01-01') /* ${'as long as the others '.repeat(5)}*/`;
    return { number, statements: number === 1 ? [create, insert] : [insert] };
  });
}

/** Writes the files of a format into a folder that is made for them. What has the same name becomes one file. */
export async function writeMigrations(
  folder: string,
  format: Format,
  migrations: readonly Migration[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const texts = new Map<string, string>();
  for (const migration of migrations) {
    const [name, text] = format.file(migration);
    texts.set(name, (texts.get(name) ?? '') + text);
  }
  for (const [name, text] of texts) await writeFile(path.join(folder, name), text);
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
