import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeText, encodeText, type Charset } from '../config/charsets.ts';
import type { Statement, Statements } from '../model.ts';
import { ScriptError } from '../errors.ts';
import { statementDigests } from './statement-digests.ts';
import { checkFile, type CheckRules } from './check-file.ts';
import { checksum } from './checksum.ts';
import { featuresOf } from './features.ts';
import { replacePlaceholders } from './placeholders.ts';
import { Splitter } from './splitter.ts';

const placeholders = { prefix: '${', suffix: '}' };
const values = new Map([
  ['schema', 'a_long_name'],
  ['two', 'SELECT 1; SELECT 2'],
  ['nothing', ''],
  ['lines', 'a,\nb,\nc'],
]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;
async function fileOf(bytes: Uint8Array | string) {
  const script = `V${++count}__x.sql`;
  const path = join(folder, script);
  await writeFile(path, bytes);
  return { path, script };
}

/** As a small file is read. */
function whole(text: string, rules: Pick<CheckRules, 'values'>) {
  const replaced = rules.values
    ? replacePlaceholders(text, placeholders, rules.values)
    : { source: text, text, edits: [], problems: [] };
  const splitter = new Splitter();
  const statements = [...splitter.feed(replaced), ...splitter.finish()];
  const problems = [...replaced.problems, ...splitter.problems].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  );
  return { statements, problems, checksum: checksum(text) };
}

function plain(statements: Iterable<Statement>): readonly object[] {
  return [...statements].map(({ number, line, column, text, replaced, kind }) => ({
    ...{ number, line, column, text, kind },
    ...(replaced && { replaced }),
  }));
}

const texts: Readonly<Record<string, string>> = {
  nothing: '',
  'a byte order mark': '\ufeffSELECT 1;\nSELECT 2',
  'plain statements': 'SELECT 1;\r\nSELECT 2 ;\r\n\r\n-- a, b\nSELECT 3',
  'other scripts': "SELECT 'Größe, 東京, 😀😀';\nINSERT INTO `ä` VALUES ('😀'),('ß'), ('東') ;\nSELECT 1;",
  'quotes and comments': `SELECT 'a\\', ;', "b;\\"", \`c;\` -- x, y; '\n /* ; , */, 1; # it's, (all)\nSELECT 'it''s', 2;`,
  'one long line': `INSERT INTO t VALUES ${"(1, 'it''s; (\\\\), \\' a', 0xABCDEF, NULL),".repeat(60)}(2); SELECT 1, 2; -- a, (b), c`,
  'a long word': `INSERT INTO t VALUES ('${'abcdef0123456789'.repeat(40)}'); SELECT 0x${'AB'.repeat(300)};`,
  'comments of one long line': `-- ${'a, b; (c) '.repeat(30)}\nSELECT 1; # ${'x, y; '.repeat(40)}\n/* ${'p, q; '.repeat(40)} */ SELECT 2;`,
  'DELIMITER lines':
    'DELIMITER // a, b, c; d\nCREATE PROCEDURE p() BEGIN SELECT 1; SELECT (2), 3; END//\nDELIMITER ;\nSELECT 1;\nDELIMITER $$\nSELECT 2$$\nDELIMITER ;\n',
  'a program without DELIMITER':
    'CREATE PROCEDURE p() BEGIN IF (a) THEN SELECT 1, 2; ELSE SELECT (3); END IF; SELECT 4; END; SELECT 5;',
  'settings and variables':
    "SET sql_mode = 'NO_BACKSLASH_ESCAPES';\nSELECT 'C:\\'; SELECT @a, LAST_INSERT_ID();\nSET SESSION sql_mode=@old; SELECT ROW_COUNT();\nINSERT INTO t VALUES ('a@b.c', '@x', ':=', 'row_count()');\nSELECT 1 INTO @z; START TRANSACTION; COMMIT; CALL p();",
  'what cannot be split': "SELECT 1;\n source x\nDELIMITER //\nSELECT 'a, b, (c), ",
  'conditional comments': '/*!50001 SET @a = (1), @b = 2 */; /*M!100100 SELECT 1, 2; */; SELECT 3;',
  'carriage returns only': '-- a, b\rSELECT 1, (2);\r# c\rSELECT 3;\r',
};

const withPlaceholders: Readonly<Record<string, string>> = {
  'placeholders in every place':
    "SELECT '${schema}', ${schema}.a, ${nothing}; ${two}; SELECT ${lines} ; -- ${schema}\n${nothing}SELECT ${schema}${nothing};",
  'protected ones and unknown ones': 'SELECT "$${schema}", ${unknown};\nSELECT ${schema, 1;\nSELECT 2;',
  'placeholders on one long line': `INSERT INTO \${schema}.t VALUES ${'(1, ${schema}, (${nothing})),'.repeat(60)}(2);`,
};

const sizes = [
  { blockBytes: 3, longestLine: 5 },
  { blockBytes: 17, longestLine: 40 },
  { blockBytes: 1000, longestLine: 300 },
];

describe.each(sizes)('in blocks of $blockBytes bytes and lines of $longestLine characters', (size) => {
  test.each(Object.entries({ ...texts, ...withPlaceholders }))(
    '%s: is what the whole is',
    async (_, text) => {
      const read = { ...size, placeholders, values, encoding: 'utf-8' };
      const found = await checkFile(await fileOf(text), read);
      const expected = whole(decodeText(Buffer.from(text), 'utf-8') ?? '', read);
      expect(found.checksum).toBe(expected.checksum);
      expect(found.problems).toMatchObject(expected.problems);
      expect(plain(found.statements)).toEqual(plain(expected.statements));
      expect(statementDigests(found.statements)).toBe(statementDigests(expected.statements));
      for (const { number, ...statement } of expected.statements)
        expect(found.statements.at(number - 1)?.features ?? featuresOf(statement)).toBe(
          featuresOf(statement),
        );
    },
  );

  test.each<[Charset, string]>([
    ['utf-8', "SELECT 'Größe, 東京 😀', 1;\r\nSELECT 2;"],
    ['utf-16le', "SELECT 'Größe, 東京 😀', 1;\r\nSELECT 2;"],
    ['utf-16be', "SELECT 'Größe, 東京 😀', 1;\r\nSELECT 2;"],
    ['utf-16', "SELECT 'Größe, 東京 😀', 1;\r\nSELECT 2;"],
    ['latin1', "SELECT 'Größe', 1;\r\nSELECT 2;"],
    ['windows-1252', "SELECT '€ Größe', 1;\r\nSELECT 2;"],
    ['koi8-r', "SELECT 'Привет', 1;\r\nSELECT 2;"],
    ['detect', "SELECT 'Größe, 東京 😀', 1;\r\nSELECT 2;"],
  ])('reads %s', async (encoding, text) => {
    const bytes = encodeText(text, encoding);
    const found = await checkFile(await fileOf(bytes), {
      ...size,
      placeholders,
      values: undefined,
      encoding,
    });
    const expected = whole(text, { values: undefined });
    expect(found).toMatchObject({ problems: [], checksum: expected.checksum });
    expect(plain(found.statements)).toEqual(plain(expected.statements));
  });

  test('takes what is not UTF-8 for ISO-8859-1 where it is to find out, and refuses it otherwise', async () => {
    const file = await fileOf(Buffer.from(`SELECT 1; ${'-- x\n'.repeat(10)} SELECT 'Größe';`, 'latin1'));
    const read = { ...size, placeholders, values: undefined };
    const { statements } = await checkFile(file, { ...read, encoding: 'detect' });
    expect(statements.at(1)?.text).toBe("SELECT 'Größe'");
    const { problems } = await checkFile(file, { ...read, encoding: 'utf-8' });
    expect(problems).toMatchObject([{ message: expect.stringContaining('is not UTF-8 text') as string }]);
  });
});

test('a line is not cut in a delimiter of several characters', async () => {
  const text = `DELIMITER ,,\nSELECT ${'(1), 2, 3, '.repeat(20)} 4,, SELECT 2,,\n`;
  const rules = { placeholders, values: undefined, encoding: 'utf-8', blockBytes: 10, longestLine: 20 };
  const found = await checkFile(await fileOf(text), rules);
  expect(plain(found.statements)).toEqual(plain(whole(text, { values: undefined }).statements));
});

test('the dump of a real server is what the whole is', async () => {
  const path = join(import.meta.dirname, '../../test/corpus/mysqldump.sql');
  const text = await readFile(path, 'utf8');
  const rules = { placeholders, values: undefined, encoding: 'utf-8', blockBytes: 100, longestLine: 120 };
  const found = await checkFile({ path, script: 'mysqldump.sql' }, rules);
  const expected = whole(text, { values: undefined });
  expect(expected.statements.length).toBeGreaterThan(50);
  expect(found).toMatchObject({ problems: [], checksum: expected.checksum });
  expect(plain(found.statements)).toEqual(plain(expected.statements));
});

describe('statements of a large file', () => {
  const rules = { placeholders, values, encoding: 'utf-8' };
  const load = async (text: string, more: Partial<CheckRules> = {}) => {
    const file = await fileOf(text);
    return { file, ...(await checkFile(file, { ...rules, ...more })) };
  };
  const numbers = (statements: Statements) => [...statements].map(({ number }) => number);

  test('are an array but for where they are', async () => {
    const { statements } = await load('SELECT 1; SELECT 2; SELECT 3; SELECT 4');
    expect(statements.length).toBe(4);
    expect(numbers(statements.slice(1, 3))).toEqual([2, 3]);
    expect(numbers(statements.slice(-1))).toEqual([4]);
    expect(numbers(statements.slice(3).slice(1))).toEqual([]);
    expect(statements.at(-1)?.text).toBe('SELECT 4');
    expect(statements.at(4)).toBeUndefined();
    expect(statements.find(({ text }) => text.endsWith('3'))?.number).toBe(3);
    expect({ ...statements.at(0) }).toMatchObject({ number: 1, text: 'SELECT 1', kind: 'dml' });
  });

  test.each([
    ['another text of the same length', (text: string) => text.replace('2', '9')],
    ['a longer file', (text: string) => `${text} `],
    ['a shorter file', (text: string) => text.slice(0, -1)],
  ])('are refused when the file is changed meanwhile: %s', async (_, change) => {
    const text = 'SELECT 1; SELECT 2; SELECT 3;';
    const { file, statements } = await load(text);
    await writeFile(file.path, change(text));
    const read = () => statements.at(1)?.text;
    expect(read).toThrow(ScriptError);
    expect(read).toThrow('The file was changed while it was being read');
  });

  test('are refused when the file is gone', async () => {
    const { file, statements } = await load('SELECT 1');
    await rm(file.path);
    expect(() => statements.at(0)?.text).toThrow('The file cannot be read any more (ENOENT).');
  });

  test('of one word that fills megabytes take linear time', async () => {
    const word = 'x'.repeat(8_000_000);
    const { statements } = await load(`SELECT '${word}';SELECT 2;`);
    expect(statements.at(0)?.text).toBe(`SELECT '${word}'`);
    expect(statements.length).toBe(2);
  });

  test('longer than the server takes are refused with their place, and not kept', async () => {
    const long = `INSERT INTO t VALUES ${"('ä'),".repeat(20_000)}('')`;
    const bytes = Buffer.byteLength(long);
    const { problems } = await load(`SELECT 1;\n${long};\nSELECT 2;`, { longestStatement: 1000 });
    expect(problems).toMatchObject([
      {
        line: 2,
        column: 1,
        message: `Statement 2 has ${bytes} bytes, and this server takes at most 1000 (max_allowed_packet). Split it, or have max_allowed_packet raised.`,
      },
    ]);
    const exact = await load(`${long};`, { longestStatement: bytes - 1 });
    expect(exact.problems).toMatchObject([
      { message: expect.stringContaining(`Statement 1 has ${bytes} bytes`) as string },
    ]);
    expect((await load(`${long};`, { longestStatement: bytes })).problems).toEqual([]);
  });
});
