import { defineRule } from '../define-rule.ts';

export const checkName = defineRule(
  {
    code: 'CHECK_NAME',
    rule: 'A `CHECK` is named `chk_<table>_<word>`; the word says what it guards.',
    right: 'chk_orders_total',
    wrong: 'positive_total',
  },
  ({ tables }) =>
    tables.flatMap(({ name: table, checks }) =>
      checks
        .filter(({ name }) => !name.startsWith(`chk_${table}_`))
        .map(({ name }) => ({
          ...{ table, name },
          message: `The check ${name} is not named after its table; expected chk_${table}_ and a word.`,
        })),
    ),
);
