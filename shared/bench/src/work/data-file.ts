import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Bytes of a statement at most: what mysqldump writes by default, and far below any max_allowed_packet. */
const statementBytes = 1_000_000;

/** Rows in a megabyte (10⁶ bytes). */
const rowsPerMegabyte = 6_000;

/** Rows of a file of {@link writeDataFile}. */
export function dataRows(megabytes: number): number {
  return megabytes * rowsPerMegabyte;
}

/**
 * Writes a migration of about so many megabytes (10⁶ bytes): one CREATE TABLE, then INSERT statements of up to 1 MB, as
 * a dump has them.
 */
export async function writeDataFile(file: string, megabytes: number, signal: AbortSignal): Promise<void> {
  await pipeline(Readable.from(statements(dataRows(megabytes))), createWriteStream(file), { signal });
}

function* statements(rows: number): Generator<string> {
  yield 'CREATE TABLE t1 (id INT NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL, note VARCHAR(200) NOT NULL);\n';
  let values: string[] = [];
  let length = 0;
  for (let row = 1; row <= rows; row++) {
    const text = rowText(row);
    values.push(text);
    length += text.length + 2;
    if (length < statementBytes - 1000 && row < rows) continue;
    yield `INSERT INTO t1 VALUES\n${values.join(',\n')};\n`;
    [values, length] = [[], 0];
  }
}

/** Some of what makes reading statements hard: a quote that is doubled, a semicolon in a text. All are as long. */
function rowText(row: number): string {
  const text = `(${row},'name of ${row}','Row ${row} of a file; it''s data that somebody exported. `;
  return `${text.padEnd(162, 'abcdefghij')}')`;
}
