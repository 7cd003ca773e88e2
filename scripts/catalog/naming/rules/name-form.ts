import { defineRule } from '../define-rule.ts';

export const nameForm = defineRule(
  {
    code: 'NAME_FORM',
    rule: 'Every name is in `snake_case`: words of `a`-`z` and `0`-`9` that begin with a letter, joined by one `_`.',
    right: 'postal_code',
    wrong: 'postalCode',
  },
  ({ tables, views }) => [
    ...tables.flatMap((table) => [
      ...wrong([table.name]).map((name) => found(table.name, name)),
      ...wrong(table.columns.map(({ name }) => name)).map((name) => ({
        ...found(table.name, name),
        column: name,
      })),
      ...wrong([...table.indexes, ...table.foreignKeys, ...table.checks].map(({ name }) => name)).map(
        (name) => found(table.name, name),
      ),
    ]),
    ...views.flatMap(({ name: view, columns }) => wrong([view, ...columns]).map((name) => found(view, name))),
  ],
);

function wrong(names: readonly string[]): readonly string[] {
  return names.filter((name) => !/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name));
}

function found(table: string, name: string) {
  return { table, name, message: `${name} is not in snake_case.` };
}
