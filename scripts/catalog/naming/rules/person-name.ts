import { defineRule } from '../define-rule.ts';

export const personName = defineRule(
  {
    code: 'PERSON_NAME',
    rule: 'A column that ends in `_by` holds the id of a user: `CHAR(36)`.',
    right: 'approved_by',
    wrong: 'sorted_by',
  },
  ({ tables }) =>
    tables.flatMap(({ name: table, columns }) =>
      columns
        .filter(({ name, type }) => name.endsWith('_by') && type !== 'char(36)')
        .map(({ name, type }) => ({
          ...{ table, column: name, name },
          message: `${name} ends in _by, but is ${type} and no id of a user.`,
        })),
    ),
);
