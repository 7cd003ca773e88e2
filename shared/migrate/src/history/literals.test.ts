import { testServers } from '@nilecare/dev-database/testing';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { describe, expect, it } from 'vitest';
import { closeSession, openTestSession } from '../../test/session.ts';
import type { Session } from '../session.ts';
import { literal, withLiterals } from './literals.ts';

it.each([
  [null, 'NULL'],
  [-7, '-7'],
  [true, '1'],
  ["it's", "'it''s'"],
  ['V1__a-b.sql', "'V1__a-b.sql'"],
  ['', "_utf8mb4 X''"],
  ['a;b', "_utf8mb4 X'613B62'"],
  ['C:\\', "_utf8mb4 X'433A5C'"],
  ['é', "_utf8mb4 X'C3A9'"],
  ['a\nb', "_utf8mb4 X'610A62'"],
])('%j is written as %s', (value, expected) => {
  expect(literal(value)).toBe(expected);
});

it('question marks in names are no places for values', () => {
  expect(withLiterals("SELECT ?, '?' FROM `wh?at``?` WHERE a = ?", ['x', 2])).toBe(
    "SELECT 'x', '?' FROM `wh?at``?` WHERE a = 2",
  );
});

const modes = ['', 'ANSI_QUOTES', 'NO_BACKSLASH_ESCAPES', 'PIPES_AS_CONCAT', 'ANSI', 'TRADITIONAL'];
const characterSets = ['utf8mb4', 'latin1', 'gbk', 'sjis', 'cp932', 'big5', 'ascii'];

/** Each character of ASCII, and what escapes, ends or hides something in one of the sets. */
const texts = [
  ...Array.from({ length: 127 }, (_, code) => String.fromCharCode(code + 1)),
  "'; DROP TABLE t; -- ",
  "\\' OR 1 = 1",
  '"quoted" `back` ?',
  'ü ¿ 表 ソ 0x815c \u00a5 \u203e 😀',
  'a\0b',
  ' trailing ',
  '',
];

describe.each(testServers())('values as text on $kind $version', (server) => {
  it('arrive as they are under every sql_mode and character set', async () => {
    const test = await openTestSession(server);
    const { session, table } = test;
    await session.query(
      'create',
      `CREATE TABLE \`${table.schema}\`.v (id INT PRIMARY KEY, value VARCHAR(100)) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    );
    const places = texts.map(() => '(?, ?)').join(', ');
    const values = texts.flatMap((text, index) => [index, text]);
    const ownModes = server.kind === 'mariadb' ? ['EMPTY_STRING_IS_NULL'] : [];
    for (const mode of [...modes, ...ownModes])
      for (const characterSet of characterSets) {
        await session.send(`SET NAMES ${characterSet}`);
        await session.send(`SET sql_mode = '${mode}'`);
        await session.query('write', `REPLACE INTO \`${table.schema}\`.v VALUES ${places}`, values);
        const name = `${mode || 'no mode'}, ${characterSet}`;
        expect({ name, found: await read(session, table.schema) }).toEqual({ name, found: texts });
      }
    await closeSession(test);
  });

  it('are compared as the column says, and do not warn', async () => {
    const { host, port, user, password } = server;
    const connection = await createConnection({ host, port, user, password });
    for (const characterSet of characterSets) {
      await connection.query(`SET NAMES ${characterSet}`);
      for (const value of ['SCHEMA_version', 'schéma', "it's {}"]) {
        const sql =
          'SELECT COUNT(*) AS found FROM information_schema.tables WHERE table_schema = ? AND table_name = ?';
        await connection.query(withLiterals(sql, [value, value]));
        const [warnings] = await connection.query<RowDataPacket[]>('SHOW WARNINGS');
        expect(warnings).toEqual([]);
      }
    }
    await connection.end();
  });
});

/** As bytes, which no character set of the session changes. */
async function read(session: Session, schema: string): Promise<readonly string[]> {
  const sql = `SELECT HEX(value) AS hex FROM \`${schema}\`.v ORDER BY id`;
  const rows = await session.query<{ hex: string }>('read', sql);
  return rows.map(({ hex }) => Buffer.from(hex, 'hex').toString());
}
