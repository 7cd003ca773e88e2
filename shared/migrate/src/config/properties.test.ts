import { describe, expect, it } from 'vitest';
import { parseProperties } from './properties.ts';

describe('parseProperties', () => {
  it.each([
    ['a key and a value', 'flyway.table=t', [['flyway.table', 't', 1]]],
    ['blanks around both', '  flyway.table \t=  t  ', [['flyway.table', 't', 1]]],
    [
      'a colon or a blank as separator',
      'flyway.user: bob\nflyway.table t',
      [
        ['flyway.user', 'bob', 1],
        ['flyway.table', 't', 2],
      ],
    ],
    [
      'a value holding = and :',
      'flyway.url=jdbc:mysql://h/d?a=b&c=d',
      [['flyway.url', 'jdbc:mysql://h/d?a=b&c=d', 1]],
    ],
    ['comments and blank lines', '# a=b\n! c=d\n\n  \nflyway.x=#y', [['flyway.x', '#y', 5]]],
    [
      'an empty value, and no separator at all',
      'flyway.password=\nflyway.user',
      [
        ['flyway.password', '', 1],
        ['flyway.user', '', 2],
      ],
    ],
    [
      'CRLF and CR line ends',
      'a=1\r\nb=2\rc=3',
      [
        ['a', '1', 1],
        ['b', '2', 2],
        ['c', '3', 3],
      ],
    ],
    ['a byte order mark', '\uFEFFflyway.x=1', [['flyway.x', '1', 1]]],
    [
      'Windows paths and other backslashes as they are',
      String.raw`a=C:\new\table` + '\n' + String.raw`b=\u0041\t`,
      [
        ['a', String.raw`C:\new\table`, 1],
        ['b', String.raw`\u0041\t`, 2],
      ],
    ],
    [
      'continued lines',
      'a=one \\\n   two \\\n   # three\nb=1',
      [
        ['a', 'one two # three', 1],
        ['b', '1', 4],
      ],
    ],
    [
      'a backslash before a setting, an empty line or the end',
      'flyway.a=C:\\\nflyway.b=D:\\\n\nflyway.c=E:\\',
      [
        ['flyway.a', 'C:\\', 1],
        ['flyway.b', 'D:\\', 2],
        ['flyway.c', 'E:\\', 4],
      ],
    ],
    ['a comment that ends with a backslash', '# x \\\na=1', [['a', '1', 2]]],
    ['an empty text', '', []],
  ] as const)('reads %s', (_, text, expected) => {
    expect(parseProperties(text).map(({ key, value, line }) => [key, value, line])).toEqual(expected);
  });
});
