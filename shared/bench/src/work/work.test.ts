import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataRows, writeDataFile } from './data-file.ts';
import { dbmateFormat, flywayFormat, gooseFormat, knexFormat } from './formats.ts';
import { rowsOfOneTable, tables, writeMigrations } from './migrations.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'nilecare-work-'))));
afterAll(() => rm(folder, { recursive: true }));

const migration = { number: 7, statements: ['CREATE TABLE t7 (id INT)', 'INSERT INTO t7 VALUES (7)'] };

test.each([
  [flywayFormat, 'V7__t.sql', 'CREATE TABLE t7 (id INT);\nINSERT INTO t7 VALUES (7);\n'],
  [gooseFormat, '000007_t.sql', '-- +goose Up\nCREATE TABLE t7 (id INT);\nINSERT INTO t7 VALUES (7);\n'],
  [
    dbmateFormat,
    '000007_t.sql',
    '-- migrate:up\nCREATE TABLE t7 (id INT);\nINSERT INTO t7 VALUES (7);\n\n-- migrate:down\n',
  ],
])('$id names its files and writes them its way', (format, name, text) => {
  expect(format.file(migration)).toEqual([name, text]);
});

test('a module of knex sends the same statements', async () => {
  const sent: string[] = [];
  const [, text] = knexFormat.file(migration);
  const module = { exports: {} as { up?: (knex: object) => Promise<void> } };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  new Function('exports', text)(module.exports);
  await module.exports.up?.({ raw: (sql: string) => Promise.resolve(sent.push(sql)) });
  expect(sent).toEqual(migration.statements);
});

test('each migration has a file; what has one name becomes one file', async () => {
  await writeMigrations(path.join(folder, 'many'), flywayFormat, tables(12));
  expect(await readdir(path.join(folder, 'many'))).toHaveLength(12);
  const joined = { id: 'joined', file: () => ['all.sql', 'SELECT 1;\n'] as const };
  await writeMigrations(path.join(folder, 'one'), joined, tables(3));
  expect(await readFile(path.join(folder, 'one', 'all.sql'), 'utf8')).toBe('SELECT 1;\n'.repeat(3));
});

test('migrations that only add rows are about as long as the others', () => {
  const length = (statements: readonly string[] = []): number => statements.join().length;
  const [, table] = tables(2);
  const [, row] = rowsOfOneTable(2);
  expect(row?.statements).toHaveLength(1);
  expect(length(row?.statements) / length(table?.statements)).toBeCloseTo(0.75, 0);
});

test('a file of data has the size and rows that it says, in statements of at most a megabyte', async () => {
  const file = path.join(folder, 'data.sql');
  await writeDataFile(file, 2, new AbortController().signal);
  expect((await stat(file)).size / 2e6).toBeCloseTo(1, 1);
  const lines: string[] = [];
  for await (const line of createInterface(createReadStream(file))) lines.push(line);
  expect(lines.filter((line) => line.startsWith('('))).toHaveLength(dataRows(2));
  const statements = (await readFile(file, 'utf8')).split(/;\n/);
  expect(Math.max(...statements.map((statement) => statement.length))).toBeLessThan(1_000_000);
});
