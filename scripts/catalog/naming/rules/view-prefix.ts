import { defineRule } from '../define-rule.ts';

export const viewPrefix = defineRule(
  {
    code: 'VIEW_PREFIX',
    rule: 'A view begins with `v_`, and no table does.',
    right: 'v_open_orders',
    wrong: 'open_orders',
  },
  ({ tables, views }) => [
    ...views
      .filter(({ name }) => !name.startsWith('v_'))
      .map(({ name }) => ({ table: name, name, message: `The view ${name} does not begin with v_.` })),
    ...tables
      .filter(({ name }) => name.startsWith('v_'))
      .map(({ name }) => ({ table: name, name, message: `The table ${name} begins with v_, as views do.` })),
  ],
);
