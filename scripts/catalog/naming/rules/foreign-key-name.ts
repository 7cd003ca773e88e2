import { defineRule } from '../define-rule.ts';
import { fullName, isFullName } from '../full-name.ts';

export const foreignKeyName = defineRule(
  {
    code: 'FOREIGN_KEY_NAME',
    rule: 'A foreign key is named `fk_<table>_<columns>`, within 64 characters as above.',
    right: 'fk_orders_customer_id',
    wrong: 'orders_ibfk_1',
  },
  ({ tables }) =>
    tables.flatMap(({ name: table, foreignKeys }) =>
      foreignKeys
        .map(({ name, columns }) => ({ name, parts: { prefix: 'fk', table, columns } }))
        .filter(({ name, parts }) => !isFullName(name, parts))
        .map(({ name, parts }) => ({
          ...{ table, name },
          message: `The foreign key ${name} is not named after its columns; expected ${fullName(parts)}.`,
        })),
    ),
);
