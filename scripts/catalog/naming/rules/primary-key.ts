import { defineRule } from '../define-rule.ts';

export const primaryKey = defineRule(
  {
    code: 'PRIMARY_KEY',
    rule: 'The first column of a table is `id`, and is its primary key. Servers call that key `PRIMARY` whatever it was named.',
    right: 'id',
    wrong: 'customer_key',
  },
  ({ tables }) =>
    tables
      .filter(({ columns, primaryKey: key }) => columns[0]?.name !== 'id' || key.join() !== 'id')
      .map(({ name, primaryKey: key }) => ({
        table: name,
        name: key.join(', ') || 'no key',
        message: `The primary key of ${name} is ${key.join(', ') || 'missing'}; expected its first column, id.`,
      })),
);
