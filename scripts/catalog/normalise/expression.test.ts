import { expect, it } from 'vitest';
import { normaliseExpression } from './expression.ts';

/** What MySQL prints (once unescaped), what MariaDB prints, and the one form. */
const pairs: readonly (readonly [mysql: string, mariadb: string, normal: string])[] = [
  ['(`a` = lower(`a`))', '`a` = lcase(`a`)', 'a = LOWER(a)'],
  ["regexp_like(`c`,_utf8mb4'^[A-Z]{3}$')", "`c` regexp '^[A-Z]{3}$'", "c REGEXP '^[A-Z]{3}$'"],
  ['((`a` is null) = (`b` is null))', '`a` is null = (`b` is null)', '(a IS NULL) = (b IS NULL)'],
  ['((`a` = 0) or (`b` is not null))', '`a` = 0 or `b` is not null', 'a = 0 OR b IS NOT NULL'],
  [
    "(((`t` in (_utf8mb4'x',_utf8mb4'y')) and (`n` < 0)) or ((`t` not in (_utf8mb4'x')) and (`n` > 0)))",
    "`t` in ('x','y') and `n` < 0 or `t` not in ('x') and `n` > 0",
    "(t IN ('x', 'y') AND n < 0) OR (t NOT IN ('x') AND n > 0)",
  ],
  [
    '((`a` between 0 and `b`) and (`c` >= 0) and (`d` >= 0))',
    '`a` between 0 and `b` and `c` >= 0 and `d` >= 0',
    'a BETWEEN 0 AND b AND c >= 0 AND d >= 0',
  ],
  [
    '(`t` = ((round((`q` * `p`),2) - `d`) + `x`))',
    '`t` = round(`q` * `p`,2) - `d` + `x`',
    't = ROUND(q * p, 2) - d + x',
  ],
  ['(`a` - (`b` - `c`))', '`a` - (`b` - `c`)', 'a - (b - c)'],
  ['((`a` + `b`) * `c`)', '(`a` + `b`) * `c`', '(a + b) * c'],
  [
    "(case when (`s` = _utf8mb4'active') then 1 else -(1) end)",
    "case when `s` = 'active' then 1 else -1 end",
    "CASE WHEN s = 'active' THEN 1 ELSE -1 END",
  ],
  ["(`a` = _utf8mb4'it\\'s')", "`a` = 'it''s'", "a = 'it''s'"],
  ['(`odd``name` > 1)', '`odd``name` > 1', '`odd``name` > 1'],
  ['uuid()', 'uuid()', 'UUID()'],
  ['CURRENT_TIMESTAMP(6)', 'current_timestamp(6)', 'CURRENT_TIMESTAMP(6)'],
  ['CURRENT_TIMESTAMP', 'current_timestamp()', 'CURRENT_TIMESTAMP'],
  ['(length(`s`) > 0)', 'octet_length(`s`) > 0', 'LENGTH(s) > 0'],
  ['((`a` % 2) = 0)', '`a` MOD 2 = 0', 'a % 2 = 0'],
  [
    "((not((`s` like _utf8mb4'a'))) and (`a` <> 1))",
    "`s` not like 'a' and `a` <> 1",
    "NOT s LIKE 'a' AND a <> 1",
  ],
  ["(`a` = b'101')", "`a` = b'101'", "a = b'101'"],
];

it.each(pairs)('%s and %s are %s', (mysql, mariadb, normal) => {
  expect(normaliseExpression(mysql)).toBe(normal);
  expect(normaliseExpression(mariadb)).toBe(normal);
});

it('is settled: the form of the form is itself', () => {
  for (const [, , normal] of pairs)
    expect(normaliseExpression(normal.replace(/\b[a-z]\b(?!')/g, '`$&`'))).toBe(normal);
});

it.each([
  ['cast(`a` as char(3) charset utf8mb4)', 'CAST(a AS CHAR(3)CHARSET UTF8MB4)'],
  ['`a` + interval 1 day', 'a + INTERVAL 1 DAY'],
  ['`a` ? `b`', '`a` ? `b`'],
])('leaves the order of what it does not know: %s', (expression, normal) => {
  expect(normaliseExpression(expression)).toBe(normal);
});
