import { defineRule } from '../define-rule.ts';
import { fixedNames } from '../fixed-names.ts';

export const tablePlural = defineRule(
  {
    code: 'TABLE_PLURAL',
    rule: 'A table is named after its rows, in the plural.',
    right: 'customers',
    wrong: 'customer',
  },
  ({ tables }) =>
    tables
      .filter(({ name }) => !name.endsWith('s') && !Object.hasOwn(fixedNames.singularTables, name))
      .map(({ name }) => ({ table: name, name, message: `${name} is not in the plural.` })),
);
