import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { merged, readResults, writeResults } from './results-file.ts';
import { rowResult } from './sample.ts';

let folder = '';
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'nilecare-results-'))));
afterAll(() => rm(folder, { recursive: true }));

const order = ['nothing-30', 'fresh-30'];

test('a row takes the place of the same row on the same kind of server, and no other', () => {
  const before = {
    rows: [rowResult({ row: 'nothing-30', commit: 'old' }), rowResult({ row: 'fresh-30', commit: 'old' })],
  };
  const { rows } = merged(before, rowResult({ row: 'fresh-30', commit: 'new' }), order);
  expect(rows.map(({ row, commit }) => `${row} ${commit}`)).toEqual(['nothing-30 old', 'fresh-30 new']);
});

test('rows stand in the order in which they are measured, MariaDB first', () => {
  const mysql = rowResult({ row: 'nothing-30', kind: 'mysql' });
  const first = merged({ rows: [rowResult({ row: 'fresh-30' })] }, mysql, order);
  const { rows } = merged(first, rowResult({ row: 'nothing-30' }), order);
  expect(rows.map(({ row, server }) => `${row} ${server.kind}`)).toEqual([
    'nothing-30 mariadb',
    'nothing-30 mysql',
    'fresh-30 mariadb',
  ]);
});

test('a row that is measured no longer goes away', () => {
  const { rows } = merged({ rows: [rowResult({ row: 'gone' })] }, rowResult({ row: 'fresh-30' }), order);
  expect(rows.map(({ row }) => row)).toEqual(['fresh-30']);
});

test('what is written is read again; without a file there are no rows', async () => {
  const file = path.join(folder, 'results.json');
  expect(await readResults(file)).toEqual({ rows: [] });
  const results = { rows: [rowResult({ row: 'fresh-30' })] };
  await writeResults(file, results);
  expect(await readResults(file)).toEqual(results);
});

test('a file that is no JSON is named', async () => {
  const file = path.join(folder, 'broken.json');
  await writeFile(file, '{');
  await expect(readResults(file)).rejects.toThrow(/broken\.json is not JSON .*Restore it/);
});
