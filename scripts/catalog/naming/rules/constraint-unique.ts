import { defineRule } from '../define-rule.ts';

export const constraintUnique = defineRule(
  {
    code: 'CONSTRAINT_UNIQUE',
    rule: 'The name of a foreign key or `CHECK` is used once in a database: MySQL demands it, MariaDB only within a table.',
    right: 'chk_orders_total',
    wrong: 'chk_total',
  },
  ({ tables }) => {
    const owners = new Map<string, string>();
    return tables.flatMap(({ name: table, foreignKeys, checks }) =>
      [...foreignKeys, ...checks].flatMap(({ name }) => {
        const owner = owners.get(name);
        owners.set(name, owner ?? table);
        if (owner === undefined) return [];
        return [{ table, name, message: `${name} is a constraint of ${owner} too; MySQL would refuse it.` }];
      }),
    );
  },
);
