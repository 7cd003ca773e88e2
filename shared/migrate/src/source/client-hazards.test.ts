import { expect, it } from 'vitest';
import { clientHazards } from './client-hazards.ts';
import { splitStatements } from './splitter.ts';

it.each([
  ['SELECT \'delimiter \\\\g\', "\\! ls", `delimiter`'],
  ['SELECT 1 /* delimiter \\! */, 2 -- \\! delimiter'],
  ["SET sql_mode = 'NO_BACKSLASH_ESCAPES'; SELECT 'C:\\', 'x'"],
  ['SELECT \\N'],
])('%s is no hazard', (sql) => {
  expect(clientHazards(splitStatements(sql).statements)).toEqual([]);
});

it.each([
  ['SELECT 1;\n  SELECT delimiter FROM t', 2, 3, 'the word "delimiter"'],
  ['ALTER TABLE t ADD my_delimiter_x INT', 1, 1, 'the word "delimiter"'],
  ['SELECT 1 /*! delimiter */', 1, 1, 'the word "delimiter"'],
  ['SELECT 1 \\! ls', 1, 1, 'the backslash outside of quotes'],
  ['SELECT `a\\`', 1, 1, 'a name with a backslash'],
])('%s is one', (sql, line, column, message) => {
  expect(clientHazards(splitStatements(sql).statements)).toEqual([
    { line, column, message: expect.stringContaining(message) as string },
  ]);
});
