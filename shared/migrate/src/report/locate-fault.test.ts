import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject } from '../../test/project.ts';
import type { ServerFault } from '../errors.ts';
import { locateFault } from './locate-fault.ts';

const long = 'a'.repeat(90);

/** `¦` stands where the caret must be; without one, there must be none. */
const statements: readonly string[] = [
  'SELECT 1\n  FORM ¦x',
  'SELECT (1¦',
  `SELECT 1,\n2,\n¦FROM t WHERE ${long} = 2`,
  `SELECT 1 AS a, '${long}'\n, '${long}' ORDR ¦1, 'ä${long}'`,
  "SELECT 1 ORDR ¦BI '😀 x'",
  "SELECT '😀' FORM ¦t",
  'CREATE PROCEDURE p() BEGIN\n  SELECT 1;\n  SELCT ¦2;\nEND',
  'SELECT ¦nope FROM t',
  'SELECT id, /* nope */ ¦`nope`, "nope" FROM t -- nope',
  'SELECT nope FROM t WHERE nope = 1',
  'SELECT ¦x.nope FROM t',
  'INSERT INTO t (id, ¦nope) VALUES (1, 2)',
  'SELECT nowhere.a FROM ¦nowhere',
  "INSERT INTO t VALUES (3, 'c'), (¦4, 'b')",
  "INSERT INTO t VALUES (5, ¦'a')",
  "INSERT INTO t VALUES (4, 'b'), (9, '4')",
  "INSERT INTO t (id, ¦v) VALUES (5, 'abcd')",
  "INSERT INTO t (id, v) VALUES (¦'x', 'a')",
  'ALTER TABLE t ADD ¦v INT',
  'ALTER TABLE t DROP COLUMN ¦nope',
  'ALTER TABLE t DROP INDEX ¦nope',
  'ALTER TABLE t ADD KEY ¦uk (id)',
  'ALTER TABLE t ADD KEY k (¦nope)',
  'ALTER TABLE w ADD UNIQUE KEY ¦wk (id)',
  'CREATE TABLE ¦t (a INT)',
  'CREATE TABLE q (a INT, a INT)',
  'DROP TABLE ¦nowhere',
  'CALL ¦nope()',
  'SELECT ¦nope(1)',
  'SET ¦nope = 1',
  'SELECT 1 COLLATE ¦nope_x',
  'INSERT INTO t VALUES (1)',
];

describe.each(testServers())('a fault on $kind $version', (server) => {
  it('is located where the server means it, or not at all', async () => {
    const project = await createProject(server);
    await project.query('CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(3), UNIQUE KEY uk (v))');
    await project.query("INSERT INTO t VALUES (4, 'a')");
    await project.query('CREATE TABLE w (id INT)');
    await project.query('INSERT INTO w VALUES (1), (1)');
    const located: string[] = [];
    for (const marked of statements) {
      const text = marked.replace('¦', '');
      const fault = await project.query(text).then(
        () => undefined,
        (error: Error & ServerFault) => error,
      );
      const offset = fault && locateFault(text, { errno: fault.errno ?? 0, message: fault.message });
      located.push(offset === undefined ? text : `${text.slice(0, offset)}¦${text.slice(offset)}`);
    }
    expect(located).toEqual(statements);
  });
});

it('is not guessed when the quotation, which is cut, fits two places of its line', () => {
  const rows = `(1, ${'a'.repeat(90)})`;
  const message = `syntax to use near '${rows.slice(0, 77)}...' at line 1`;
  expect(locateFault(`INSERT ${rows}, ${rows}`, { errno: 1064, message })).toBeUndefined();
  expect(locateFault(`INSERT ${rows},\n${rows}`, { errno: 1064, message })).toBe(7);
});
