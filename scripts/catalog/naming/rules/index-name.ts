import { defineRule } from '../define-rule.ts';
import { fullName, isFullName } from '../full-name.ts';

export const indexName = defineRule(
  {
    code: 'INDEX_NAME',
    rule: 'An index is named `uk_<table>_<columns>` when it is unique, else `idx_<table>_<columns>`. Where that has more than 64 characters, a word stands for the columns.',
    right: 'idx_orders_customer_id_ordered_at',
    wrong: 'by_customer',
  },
  ({ tables }) =>
    tables.flatMap(({ name: table, indexes }) =>
      indexes
        .map(({ name, unique, columns }) => ({
          name,
          parts: { prefix: unique ? 'uk' : 'idx', table, columns: columns.map((column) => column.name) },
        }))
        .filter(({ name, parts }) => !isFullName(name, parts))
        .map(({ name, parts }) => ({
          ...{ table, name },
          message: `The index ${name} is not named after its columns; expected ${fullName(parts)}.`,
        })),
    ),
);
