import { describe, expect, it } from 'vitest';
import { problemLine } from '../errors.ts';
import { parseTomlFile } from './toml-file.ts';

const valuesOf = (text: string) =>
  parseTomlFile(text, 'f').values.map(({ path, value, line }) => [path.join('/'), value, line]);

describe('parseTomlFile', () => {
  it.each([
    ['[flyway]\ntable = "t"', [['flyway/table', 't', 2]]],
    ["flyway.table = 't' # why", [['flyway/table', 't', 1]]],
    ['\uFEFF[flyway]\r\ntable = "t"\r\n', [['flyway/table', 't', 2]]],
    ['[flyway]\nlocations = [ "a",\n  "b", ]', [['flyway/locations', ['a', 'b'], 2]]],
    [
      '[flyway]\noutOfOrder = true\ntarget = 1.10',
      [
        ['flyway/outOfOrder', 'true', 2],
        ['flyway/target', '1.10', 3],
      ],
    ],
    [
      '[flyway]\nplaceholders = { a = "1", "b.c" = 2025-01-31 }',
      [
        ['flyway/placeholders/a', '1', 2],
        ['flyway/placeholders/b.c', '2025-01-31', 2],
      ],
    ],
    [
      '[environments.dev]\nurl = "x"\n[environments.dev.jdbcProperties]\na = "1"',
      [
        ['environments/dev/url', 'x', 2],
        ['environments/dev/jdbcProperties/a', '1', 4],
      ],
    ],
    ['[flyway]\ninitSql = """\nSELECT 1;\nSELECT 2"""', [['flyway/initSql', 'SELECT 1;\nSELECT 2', 2]]],
    ['[flyway]\ntable = "a\\tb"', [['flyway/table', 'a\tb', 2]]],
    ['', []],
  ])('%j', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it.each([
    ['a = 1\na = 2', 'f:2: not valid TOML, column 1: Defining a key multiple times is invalid'],
    ['[flyway]\ntable = t', 'f:2: not valid TOML, column 9: Unexpected character'],
    ['[flyway]\ntable = "t', /^f:2: not valid TOML, column 11: Unterminated string/],
    ['[flyway]\n[flyway]', 'f:2: not valid TOML, column 2: Defining a key multiple times is invalid'],
    ['[flyway]\na = 1 b = 2', /^f:2: not valid TOML, column 7:/],
    ['[[flyway]]\ntable = "t"', 'f:1: [[flyway]] is no setting: write [flyway]'],
    ['[flyway]\nlocations = [["a"]]', 'f:2: flyway.locations must be a plain value, or an array of them'],
  ])('%j is a problem with its place', (text, expected) => {
    expect(parseTomlFile(text, 'f').problems.map(problemLine)).toEqual([
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    ]);
  });
});
