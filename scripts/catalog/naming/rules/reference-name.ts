import { defineRule } from '../define-rule.ts';

export const referenceName = defineRule(
  {
    code: 'REFERENCE_NAME',
    rule: 'A column that holds the `id` of another row is named `<entity>_id`; one that holds a person by what they did ends in `_by` or `_to`.',
    right: 'customer_id',
    wrong: 'customer',
  },
  ({ tables }) =>
    tables.flatMap(({ name: table, foreignKeys }) =>
      foreignKeys
        .filter(({ referencedColumns }) => referencedColumns.join() === 'id')
        .flatMap(({ columns, referencedTable }) =>
          columns
            .filter((column) => !/_(?:id|by|to)$/.test(column))
            .map((column) => ({
              ...{ table, column, name: column },
              message: `${column} holds an id of ${referencedTable}; expected a name that ends in _id.`,
            })),
        ),
    ),
);
