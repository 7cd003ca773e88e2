import { describe, expect, it } from 'vitest';
import { tableUses } from './table-uses.ts';

/** `table(column, column)`, in the order of the text. */
function uses(sql: string): string {
  return tableUses(sql)
    .map(({ table, columns }) => `${table}(${columns.join(', ')})`)
    .join(' ');
}

describe('where a statement reads tables, and by which columns', () => {
  it.each([
    ['= and ranges', 'SELECT 1 FROM t WHERE a = 1 AND b >= 2 AND 3 < c', 't(a, b, c)'],
    [
      'IN, BETWEEN, LIKE, IS NULL',
      "SELECT 1 FROM t WHERE a IN (1, 2) AND b BETWEEN 1 AND 2 AND c LIKE 'x%' AND d IS NULL",
      't(a, b, c, d)',
    ],
    [
      'not what no index serves',
      'SELECT 1 FROM t WHERE a <> 1 AND b NOT IN (1) AND c IS NOT NULL AND DATE(d) = 1 AND NOT e = 1',
      't()',
    ],
    [
      'columns in every branch of an OR',
      'SELECT 1 FROM t WHERE (a = 1 AND b = 2) OR (a = 3 AND c = 4)',
      't(a)',
    ],
    [
      'not the text of a literal',
      "SELECT ' from x where ' AS w FROM t WHERE a = 'it''s \\' and b = 1'",
      't(a)',
    ],
    ['nor of a comment', 'SELECT 1 FROM t -- WHERE b = 1\n/* AND c = 1 */ WHERE a = 1', 't(a)'],
    [
      'both sides of a join',
      'select 1 from `d`.`t` `x` join `d`.`u` `y` on(`x`.`id` = `y`.`t_id`) where `y`.`k` = 1',
      't(id) u(t_id, k)',
    ],
    [
      'nested joins as servers print them',
      'select 1 from ((`d`.`t` `a` join `d`.`u` `b` on((`b`.`id` = `a`.`u_id`))) left join `d`.`v` `c` on((`c`.`id` = `a`.`v_id`)))',
      't(u_id, v_id) u(id) v(id)',
    ],
    [
      'each part of a UNION with its own aliases',
      'select 1 from `t` `a` where `a`.`x` = 1 union all select 1 from `u` `a` where `a`.`y` = 1',
      't(x) u(y)',
    ],
    [
      'a subquery, without the outer columns that it names',
      'select 1 from `t` `a` where exists(select 1 from `u` `b` where `b`.`k` = `a`.`id`)',
      't() u(k)',
    ],
    [
      'a derived table',
      'select 1 from (select `a`.`x` AS `x` from `t` `a` where `a`.`x` > 1) `s` where `s`.`x` = 2',
      't(x)',
    ],
    [
      'not columns without alias where two tables are read',
      'SELECT 1 FROM t, u WHERE a = 1 AND u.b = 2',
      't() u(b)',
    ],
    ['UPDATE and DELETE', 'UPDATE t SET a = 1 WHERE b = ?', 't(b)'],
    ['DELETE', 'DELETE FROM t WHERE b = ? LIMIT 1', 't(b)'],
    ['nothing of what is no query', ') SELECT', ''],
  ])('%s', (_, sql, expected) => {
    expect(uses(sql)).toBe(expected);
  });
});
