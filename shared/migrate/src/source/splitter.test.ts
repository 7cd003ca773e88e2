import { describe, expect, test } from 'vitest';
import { replacePlaceholders } from './placeholders.ts';
import { Splitter, splitStatements } from './splitter.ts';

function texts(sql: string): readonly string[] {
  const { statements, problems } = splitStatements(sql);
  expect(problems).toEqual([]);
  return statements.map(({ text }) => text);
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['nothing', '', []],
  ['white space', ' \t\r\n\f\v\n', []],
  ['only delimiters', ';;\n ; ;', []],
  ['only comments', '-- a;\n# b;\n/* c; */ --\n', []],
  ['a last statement without a delimiter', 'SELECT 1;\nSELECT 2', ['SELECT 1', 'SELECT 2']],
  ['several on one line', 'SELECT 1;SELECT 2 ;  SELECT 3;', ['SELECT 1', 'SELECT 2', 'SELECT 3']],
  ['comments in front', '-- a\n/* b */ # c\nSELECT 1;', ['SELECT 1']],
  ['comments inside', 'SELECT -- a;\n 1 /* b; */ # c;\n + 1;', ['SELECT -- a;\n 1 /* b; */ # c;\n + 1']],
  ['a comment behind the last statement', 'SELECT 1;\n-- the end', ['SELECT 1']],
  ['CRLF', 'SELECT 1;\r\n-- a\r\nSELECT 2;\r\n', ['SELECT 1', 'SELECT 2']],
  ['CR only', '-- a\rSELECT 1;\r# b\rSELECT 2;\r', ['SELECT 1', 'SELECT 2']],
  ['a no-break space between statements', 'SELECT 1;\u00a0\nSELECT 2;', ['SELECT 1', 'SELECT 2']],
  [
    'other white space, control characters and byte order marks between statements',
    '\ufeffSELECT 1;\u3000\u2028\0SELECT 2;\ufeff\nSELECT 3;\x1a',
    ['SELECT 1', 'SELECT 2', 'SELECT 3'],
  ],

  ['a delimiter in quotes', 'SELECT \';\', ";", `;`;SELECT 2', ['SELECT \';\', ";", `;`', 'SELECT 2']],
  ['doubled quotes', 'SELECT \'it\'\'s;\', "a"";", `b``;`;', ['SELECT \'it\'\'s;\', "a"";", `b``;`']],
  ['escaped quotes', String.raw`SELECT 'a\';', "b\";";`, [String.raw`SELECT 'a\';', "b\";"`]],
  [
    'escaped backslashes',
    String.raw`SELECT 'a\\';SELECT '\\\';';`,
    [String.raw`SELECT 'a\\'`, String.raw`SELECT '\\\';'`],
  ],
  ['no escapes in quoted names', 'SELECT 1 AS `a\\`;SELECT 2;', ['SELECT 1 AS `a\\`', 'SELECT 2']],
  ['one kind of quote in another', `SELECT '"', "'", '\`', \`'"\`;`, [`SELECT '"', "'", '\`', \`'"\``]],
  ['a quote over lines', "SELECT 'a\n-- ;\n';", ["SELECT 'a\n-- ;\n'"]],
  [
    'comment signs in quotes',
    "SELECT '-- ', '# ', '/* ';SELECT 2;",
    ["SELECT '-- ', '# ', '/* '", 'SELECT 2'],
  ],
  ['quotes in comments', '-- don\'t\nSELECT 1 /* " */; # `\nSELECT 2;', ['SELECT 1 /* " */', 'SELECT 2']],
  [
    'strings with a prefix',
    "SELECT N'a;', x'3b', b'1', _utf8mb4';';",
    ["SELECT N'a;', x'3b', b'1', _utf8mb4';'"],
  ],
  ['an empty string', "SELECT '';SELECT 2", ["SELECT ''", 'SELECT 2']],

  ['-- without a blank, which is no comment', 'SELECT 5--1;SELECT 2;', ['SELECT 5--1', 'SELECT 2']],
  ['-- without a blank between statements, which is one', '-----\nSELECT 1;\n--;\n--end', ['SELECT 1']],
  ['-- at the end of a line', 'SELECT 1 --\n;--\nSELECT 2;', ['SELECT 1 --', 'SELECT 2']],
  ['-- and a tab', 'SELECT 1 --\t;\n;', ['SELECT 1 --\t;']],
  ['/*/ , which does not close itself', 'SELECT 1 /*/ ; */;', ['SELECT 1 /*/ ; */']],
  ['/**/ and /***/', 'SELECT /**/ 1 /***/;SELECT 2;', ['SELECT /**/ 1 /***/', 'SELECT 2']],
  ['a comment sign in a comment', '/* a /* b */ SELECT 1;', ['SELECT 1']],
  ['an optimizer hint', 'SELECT /*+ MAX_EXECUTION_TIME(1) */ 1;', ['SELECT /*+ MAX_EXECUTION_TIME(1) */ 1']],
  ['division', 'SELECT 4/2;SELECT 2*/* x */3;', ['SELECT 4/2', 'SELECT 2*/* x */3']],

  ['a conditional comment', '/*!50001 SET @a = 1 */;', ['/*!50001 SET @a = 1 */']],
  ['one without a version', '/*! SELECT 1; */;', ['/*! SELECT 1; */']],
  [
    "MariaDB's own",
    '/*M! SELECT 1 */; /*M!100100 SELECT 2 */;',
    ['/*M! SELECT 1 */', '/*M!100100 SELECT 2 */'],
  ],
  ['quotes in a conditional comment', "/*! SELECT '*/;' */; SELECT 2;", ["/*! SELECT '*/;' */", 'SELECT 2']],
  [
    'comments in a conditional comment',
    '/*! SELECT 1 /* ; */ -- */\n + 1 */;',
    ['/*! SELECT 1 /* ; */ -- */\n + 1 */'],
  ],
  [
    'a conditional part',
    'CREATE TABLE a (b INT) /*!50100 ENGINE=InnoDB */;',
    ['CREATE TABLE a (b INT) /*!50100 ENGINE=InnoDB */'],
  ],
  ['the first line of mariadb-dump', '/*M!999999\\- enable the sandbox mode */\nSELECT 1;', ['SELECT 1']],

  ['DELIMITER', 'DELIMITER //\nSELECT 1;//\nDELIMITER ;\nSELECT 2;', ['SELECT 1;', 'SELECT 2']],
  [
    'delimiter in lower case, trailing blanks, CRLF',
    'delimiter $$  \r\nSELECT 1$$\r\nDelimiter ;\t\r\nSELECT 2;',
    ['SELECT 1', 'SELECT 2'],
  ],
  ['an indented DELIMITER', '  DELIMITER //\nSELECT 1//\n\tDELIMITER ;\n', ['SELECT 1']],
  [
    'DELIMITER ;;',
    'DELIMITER ;;\nSELECT 1; SELECT 2;;\nDELIMITER ;\nSELECT 3;',
    ['SELECT 1; SELECT 2', 'SELECT 3'],
  ],
  ['DELIMITER #', "DELIMITER #\nSELECT '#'#\nDELIMITER ;\n# a\n", ["SELECT '#'"]],
  ['a DELIMITER of backslashes', 'DELIMITER \\\\\nSELECT 1\\\\\nDELIMITER ;', ['SELECT 1']],
  [
    'a DELIMITER with signs of patterns',
    'DELIMITER |.*\nSELECT 1;|.*\nSELECT 2|.*',
    ['SELECT 1;', 'SELECT 2'],
  ],
  ['a DELIMITER of letters', 'DELIMITER GO\nSELECT 1 GO SELECT 2 GO\n', ['SELECT 1', 'SELECT 2']],
  ['a comment behind DELIMITER', 'DELIMITER // -- for the trigger\nSELECT 1//', ['SELECT 1']],
  ['a DELIMITER of one character twice', 'DELIMITER $\nSELECT 1$$SELECT 2$', ['SELECT 1', 'SELECT 2']],
  ['DELIMITER set to ; again', 'DELIMITER ;\nSELECT 1;', ['SELECT 1']],
  ['DELIMITER as the last line', 'SELECT 1;\nDELIMITER ;', ['SELECT 1']],
  [
    'the delimiter in quotes and comments',
    "DELIMITER //\nSELECT '//', `//` /* // */ -- //\n//",
    ["SELECT '//', `//` /* // */ -- //"],
  ],
  ['DELIMITER in a string', "SELECT '\nDELIMITER //\n';SELECT 2;", ["SELECT '\nDELIMITER //\n'", 'SELECT 2']],
  [
    'DELIMITER in a comment',
    '/*\nDELIMITER //\n*/ SELECT 1;-- DELIMITER //\nSELECT 2;',
    ['SELECT 1', 'SELECT 2'],
  ],
  [
    'a column called delimiter',
    'CREATE TABLE a (b INT,\n delimiter INT\n);SELECT 2;',
    ['CREATE TABLE a (b INT,\n delimiter INT\n)', 'SELECT 2'],
  ],
  ['a word that begins like DELIMITER', 'SELECT delimiters FROM a;', ['SELECT delimiters FROM a']],
  [
    'blocks with a DELIMITER are not looked into',
    'DELIMITER //\nCREATE PROCEDURE a() BEGIN SELECT 1;//\nSELECT 2//',
    ['CREATE PROCEDURE a() BEGIN SELECT 1;', 'SELECT 2'],
  ],

  [
    'a transaction',
    'BEGIN; SELECT 1; COMMIT; BEGIN WORK; ROLLBACK;',
    ['BEGIN', 'SELECT 1', 'COMMIT', 'BEGIN WORK', 'ROLLBACK'],
  ],
  [
    'names like keywords',
    'SELECT `end`, t.begin, begin, end FROM t; SELECT 2;',
    ['SELECT `end`, t.begin, begin, end FROM t', 'SELECT 2'],
  ],
  [
    'CASE in a plain statement',
    'SELECT CASE WHEN 1 THEN 2 END; SELECT 2;',
    ['SELECT CASE WHEN 1 THEN 2 END', 'SELECT 2'],
  ],
  [
    'CREATE of other things',
    'CREATE TABLE begin (a INT); CREATE VIEW v AS SELECT 1; CREATE DEFINER=`a`@`b` SQL SECURITY INVOKER VIEW w AS SELECT 1; CREATE USER trigger_user; ALTER TABLE a ADD b INT; SELECT 2',
    [
      'CREATE TABLE begin (a INT)',
      'CREATE VIEW v AS SELECT 1',
      'CREATE DEFINER=`a`@`b` SQL SECURITY INVOKER VIEW w AS SELECT 1',
      'CREATE USER trigger_user',
      'ALTER TABLE a ADD b INT',
      'SELECT 2',
    ],
  ],
  [
    'a loadable function',
    "CREATE FUNCTION f RETURNS STRING SONAME 'f.so'; SELECT 2;",
    ["CREATE FUNCTION f RETURNS STRING SONAME 'f.so'", 'SELECT 2'],
  ],

  [
    'NO_BACKSLASH_ESCAPES set by the script',
    "SET sql_mode = 'NO_BACKSLASH_ESCAPES';\nSELECT 'C:\\'; SELECT 2;\nSET SESSION sql_mode=@old; SELECT '\\';';",
    [
      "SET sql_mode = 'NO_BACKSLASH_ESCAPES'",
      "SELECT 'C:\\'",
      'SELECT 2',
      'SET SESSION sql_mode=@old',
      "SELECT '\\';'",
    ],
  ],
  [
    'ANSI_QUOTES set by the script',
    '/*!40101 SET SQL_MODE=\'ANSI_QUOTES\' */; SELECT 1 AS "a\\"; SELECT 2;',
    ["/*!40101 SET SQL_MODE='ANSI_QUOTES' */", 'SELECT 1 AS "a\\"', 'SELECT 2'],
  ],
];

test.each(cases)('splits %s', (_, sql, expected) => {
  expect(texts(sql)).toEqual(expected);
});

test.each(cases)('splits %s the same when it comes line by line', (_, sql, expected) => {
  const splitter = new Splitter();
  const lines = sql.split(/(?<=\n)/).map((line) => ({ source: line, text: line, edits: [] }));
  const found = [...lines.flatMap((line) => splitter.feed(line)), ...splitter.finish()];
  expect(found.map(({ text }) => text)).toEqual(expected);
  expect(found).toEqual(splitStatements(sql).statements);
});

describe('positions', () => {
  test('are those of the first character of code', () => {
    const sql = '-- a\n/* b\n*/ SELECT 1;  SELECT\n2;\n\n\tSELECT 3';
    const { statements } = splitStatements(sql);
    expect(statements.map(({ number, line, column }) => [number, line, column])).toEqual([
      [1, 3, 4],
      [2, 3, 15],
      [3, 6, 2],
    ]);
  });

  test('are those of the file, also behind placeholders', () => {
    const values = new Map([
      ['schema', 'a_long_name'],
      ['columns', 'a,\nb,\nc'],
    ]);
    const source = 'SELECT ${columns} FROM ${schema}.t; SELECT 2;\nSELECT 3;';
    const splitter = new Splitter();
    const statements = splitter.feed(replacePlaceholders(source, { prefix: '${', suffix: '}' }, values));
    expect(statements.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [1, 37],
      [2, 1],
    ]);
  });
});

describe('refuses', () => {
  test.each([
    ["SELECT 1;\n  SELECT 'a;\n", "2:10 The string that begins here is never closed by '."],
    ["SELECT '", "1:8 The string that begins here is never closed by '."],
    ['SELECT "it\'s', '1:8 The string that begins here is never closed by ".'],
    ['SELECT `a', '1:8 The name that begins here is never closed by `.'],
    ['SELECT 1;\n/* a\n', '2:1 The comment that begins here is never closed by */.'],
    ['SELECT 1 /*! + 1;\nSELECT 2;', '1:10 The comment that begins here is never closed by */.'],
    [
      'SELECT 1;\n\nDELIMITER //\n\nCREATE PROCEDURE p() SELECT 1;\n',
      '3:1 DELIMITER // opened at line 3 was never closed: the statement that begins at line 5 has no // behind it.',
    ],
    [
      'DELIMITER //\nSELECT 1;\nDELIMITER ;\nSELECT 2;',
      '1:1 DELIMITER // opened at line 1 was never closed: the statement that begins at line 2 has no // behind it.',
    ],
    [
      'SELECT 1\nDELIMITER //\nSELECT 2//',
      '1:1 The statement is not ended by ; before the DELIMITER in line 2.',
    ],
    ['DELIMITER\n//', '1:1 DELIMITER must be followed by the new delimiter, as in DELIMITER //.'],
    [
      'CREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\n',
      '2:1 BEGIN opened at line 2 column 1 was never closed by END. If it was, put the whole statement between DELIMITER // and DELIMITER ;.',
    ],
    [
      'source other.sql\nSELECT 1;',
      '1:1 source is a command of the mysql client, not SQL; write the statements themselves into this file.',
    ],
    [
      'SELECT 1;\n \\. other.sql\n',
      '2:2 \\. is a command of the mysql client, not SQL; write the statements themselves into this file.',
    ],
  ])('%j', (sql, expected) => {
    const { problems } = splitStatements(sql);
    expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)[0]).toBe(expected);
  });

  test('every trouble that does not hide another', () => {
    const { problems } = splitStatements("\\! ls\nSELECT 1\nDELIMITER //\nSELECT 2//\nquit\n'");
    expect(problems.map(({ line }) => line)).toEqual([1, 2, 5, 6]);
  });
});

test('a line of a megabyte and ten thousand statements take linear time', () => {
  const line = (count: number) => `INSERT INTO t VALUES ${"(1,'it''s; \\' a'),".repeat(count)}(2);`;
  const many = (count: number) => 'SELECT 1; '.repeat(count);
  for (const sql of [line, many]) {
    time(sql(1_000));
    const small = Math.min(...[1, 2, 3].map(() => time(sql(4_000))));
    const large = time(sql(64_000));
    expect(large / small).toBeLessThan(100);
  }
});

function time(sql: string): number {
  const start = performance.now();
  expect(splitStatements(sql).problems).toEqual([]);
  return performance.now() - start;
}
