import type { ForeignKey, Table } from '../../../catalog/model.ts';
import { privacyMark, type PrivacyMark } from '../../../catalog/privacy-mark.ts';
import { readServices, totalFigures } from '../../figures.ts';
import type { Audit, UsedTable } from '../../model.ts';
import { keysOf, leadsWith } from '../../rules/keys.ts';
import { personalColumns } from '../../rules/personal-data.ts';
import { declaredBytes } from '../../sizes.ts';
import { code, count, names, section, table } from '../markdown.ts';

/** Every table with what it is made of and what its types may take. */
export function tablesSection(audit: Audit): string {
  return section(
    'Tables and sizes',
    'Columns and indexes one by one: [data dictionary](DATA_DICTIONARY.md). A fresh schema has no sizes worth printing; bytes are what the types allow at most in one row, and in its entries of all indexes beside the primary key together, which every INSERT writes. JSON and TEXT count with the 20 bytes that stay in the row. The limits are 65,535 bytes a row and 3,072 bytes a key. `npm run audit:database` without `--fresh` prints rows and megabytes of the databases that the services use.',
    ...readServices(audit.services).map(({ service, catalog }) =>
      [
        `**${service}** (${code(catalog.database)})`,
        table(
          [
            'table',
            'columns',
            'primary key',
            'indexes',
            'unique',
            'foreign keys',
            'checks',
            'row bytes',
            'entry bytes',
            'widest key',
          ],
          catalog.tables.map((one) => [code(one.name), ...tableFigures(one)]),
        ),
      ].join('\n\n'),
    ),
  );
}

function tableFigures(one: Table): readonly (string | number)[] {
  const { row, entries, widestKey } = declaredBytes(one);
  const { columns, primaryKey, indexes, foreignKeys, checks } = one;
  const unique = indexes.filter((index) => index.unique).length;
  return [
    ...[columns.length, names(primaryKey), indexes.length, unique, foreignKeys.length, checks.length],
    ...[row, entries, widestKey],
  ];
}

/** Every foreign key, and the index that serves it. */
export function foreignKeysSection(audit: Audit): string {
  const rows = readServices(audit.services).flatMap(({ catalog }) =>
    catalog.tables.flatMap((one) =>
      one.foreignKeys.map((key) => [
        code(`${one.name}.${key.columns.join(', ')}`),
        code(`${key.referencedTable}.${key.referencedColumns.join(', ')}`),
        actionsOf(key),
        servingKey(one, key.columns),
      ]),
    ),
  );
  const { references } = totalFigures(audit);
  return section(
    'Foreign keys',
    table(['from', 'to', 'on delete / on update', 'index'], rows),
    `${count(references, 'column')} of the type of the ids (${code('char(36)')}) and named ${code('…_id')} have no foreign key: they refer to rows of other services, or to rows of any table, and no server checks them.`,
  );
}

function actionsOf({ onDelete, onUpdate }: ForeignKey): string {
  return `${onDelete} / ${onUpdate}`;
}

function servingKey(one: Table, columns: readonly string[]): string {
  const key = keysOf(one).find((each) => leadsWith(each, columns));
  return key ? code(key.name) : '**none**';
}

/** By which columns views and queries pick rows, and whether an index begins with one. */
export function usesSection(audit: Audit): string {
  const rows = readServices(audit.services).flatMap(({ catalog, uses }) =>
    unique(uses).map(({ by, table: name, columns }) => [
      code(by),
      code(name),
      names(columns),
      indexesFor(name, columns, catalog.tables),
    ]),
  );
  return section(
    'What views and queries filter on',
    'Read from the views as the server prints them, and from the texts of SELECT, UPDATE and DELETE in `microservices/*/src`. A condition inside a function, behind NOT, or in one branch of an OR only does not count, because no index serves it.',
    table(['view or query', 'reads', 'by', 'indexes that begin with one'], rows),
  );
}

function indexesFor(name: string, columns: readonly string[], tables: readonly Table[]): string {
  if (columns.length === 0) return 'reads all rows';
  const one = tables.find((each) => each.name === name);
  if (one === undefined) return 'a view';
  const keys = keysOf(one).filter((key) => columns.some((column) => leadsWith(key, [column])));
  return keys.length === 0 ? '**none**' : names(keys.map((key) => key.name));
}

function unique(uses: readonly UsedTable[]): readonly UsedTable[] {
  return [...new Map(uses.map((use) => [JSON.stringify(use), use])).values()];
}

/** The columns whose comment marks personal data or health information, and the views that show them. */
export function personalDataSection(audit: Audit): string {
  const services = readServices(audit.services);
  const rows = services.flatMap(({ catalog }) =>
    catalog.tables.flatMap((one) => {
      const of = (mark: PrivacyMark) =>
        one.columns.filter(({ comment }) => privacyMark(comment) === mark).map(({ name }) => name);
      return of('PII').length + of('PHI').length === 0
        ? []
        : [[code(one.name), names(of('PII')), names(of('PHI'))]];
    }),
  );
  const views = services.flatMap(({ catalog }) => {
    const marked = personalColumns(catalog);
    return catalog.views.flatMap(({ name, columns, reads }) => {
      const shown = columns.filter((column) =>
        marked.some((one) => one.column === column && reads.includes(one.table)),
      );
      return shown.length === 0 ? [] : [[code(name), names(shown)]];
    });
  });
  return section(
    'Personal data',
    'A comment that begins with PII marks personal data, with PHI health information.',
    table(['table', 'PII', 'PHI'], rows),
    'Views that show such a column under its own name:',
    table(['view', 'columns'], views),
  );
}
