import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { splitStatements } from '../../src/source/splitter.ts';

/** Written by mysqldump 9.7 (--hex-blob --routines --events --triggers) from a schema full of delimiters in odd places. */
const dump = readFileSync(new URL('mysqldump.sql', import.meta.url), 'utf8');
const { statements, problems } = splitStatements(dump);

test('a whole mysqldump file is split as its delimiters say', () => {
  expect(problems).toEqual([]);
  const count = (kind: string) => statements.filter((statement) => statement.kind === kind).length;
  expect(['session', 'ddl', 'dml', 'transaction', 'compound'].map(count)).toEqual([86, 16, 1, 2, 0]);
});

test('positions in it are those of the statements', () => {
  const lines = dump.split('\n');
  for (const { line, column, text } of statements) {
    expect(lines[line - 1]?.slice(column - 1)).toContain(text.split('\n', 1)[0]);
  }
});

describe.each(testServers())('on $kind $version', (server) => {
  test('its statements bring everything back', async () => {
    const schema = await createTestSchema(server);
    const { host, port, user, password } = server;
    const connection = await createConnection({ host, port, user, password, database: schema.name });
    try {
      for (const { text } of statements) await connection.query(text);
      await connection.query("INSERT INTO patients (id, note) VALUES (4, ';')");
      const [rows] = await connection.query<RowDataPacket[]>(
        'SELECT id, name, note, HEX(photo) AS photo, fn(id) AS fn FROM patients',
      );
      expect(rows).toEqual([
        { id: 1, name: "O'Hara; DELIMITER //", note: 'a\\', photo: '00FF27', fn: 2 },
        { id: 2, name: 'back`tick', note: '-- no comment\n/* nor this */', photo: null, fn: 3 },
        { id: 3, name: 'quote " \' ;;', note: '# x', photo: '005C27', fn: 4 },
        { id: 4, name: null, note: '//x', photo: null, fn: 5 },
      ]);
      const [[answer] = []] = await connection.query<RowDataPacket[][]>('CALL pr(1)');
      expect(Object.values(answer?.[0] ?? {})).toEqual(['x']);
    } finally {
      await connection.end();
      await schema.drop();
    }
  });
});
