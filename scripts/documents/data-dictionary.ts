import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { keyRemarks } from '../catalog/key-remarks.ts';
import type { Catalog } from '../catalog/model.ts';
import { privacyMark } from '../catalog/privacy-mark.ts';
import { tableSection } from './dictionary-table.ts';
import type { DocumentContext, GeneratedDocument } from './document.ts';
import { code, count, origin, page, plain, table } from './markdown.ts';

const file = 'docs/DATA_DICTIONARY.md';

/** Every table, column, key and view of the services. */
export const dataDictionary: GeneratedDocument = {
  path: file,
  write: ({ root, catalogs }: DocumentContext) =>
    page([
      '# Data dictionary',
      `Every table of the services: its columns, keys and rules. ${origin(file)}`,
      reading,
      '## Personal data',
      `Columns whose comment begins with PHI hold health information, those with PII other personal data. Views show them too.`,
      personalData(catalogs),
      ...catalogs.flatMap((catalog) => databaseSections(catalog, keyRemarks(scriptsOf(root, catalog)))),
    ]),
};

const reading = `
NULL: whether a column may hold none. Default: what a row gets that names no value; \`= …\` is computed and stored. Key: PK primary key, FK foreign key, UK part of a unique index, IX part of another. Foreign keys never cascade unless it is said. Times are UTC.`;

function personalData(catalogs: readonly Catalog[]): string {
  const rows = catalogs.flatMap(({ tables }) =>
    tables.flatMap(({ name, columns }) =>
      (['PHI', 'PII'] as const).flatMap((mark) => {
        const marked = columns.filter(({ comment }) => privacyMark(comment) === mark);
        return marked.length > 0
          ? [[`[${name}](#${name})`, mark, marked.map((column) => code(column.name)).join(', ')]]
          : [];
      }),
    ),
  );
  return table(['table', 'mark', 'columns'], rows);
}

function databaseSections(catalog: Catalog, remarks: ReadonlyMap<string, string>): readonly string[] {
  const { service = '', database, tables, internalTables, views } = catalog;
  const internal = internalTables.map(({ name }) => code(name)).join(' and ');
  return [
    `## ${service}: ${code(database)}`,
    `${count(tables.length, 'table')}, ${count(views.length, 'view')}. Beside them stand ${internal}, which belong to the migration engine. The whole as a picture: [all columns](diagrams/${service}.svg), [as Mermaid](diagrams/${service}.mmd).`,
    `![The tables of ${service} with their keys](diagrams/${service}-keys.svg)`,
    table(
      ['table', 'holds', 'columns'],
      tables.map(({ name, comment, columns }) => [
        `[${name}](#${name})`,
        plain(comment),
        String(columns.length),
      ]),
    ),
    ...tables.map((each) => tableSection(each, remarks)),
    ...viewSection(catalog),
  ];
}

function viewSection({ service = '', views }: Catalog): readonly string[] {
  if (views.length === 0) return [];
  const rows = views.map(({ name, reads, columns }) => [
    code(name),
    reads.map((each) => `[${each}](#${each})`).join(', '),
    columns.map(code).join(', '),
  ]);
  return [`### Views of ${service}`, table(['view', 'reads', 'columns'], rows)];
}

/** The versioned migrations of the service, oldest first. */
function scriptsOf(root: string, { service = '' }: Catalog): readonly string[] {
  const folder = path.join(root, 'microservices', service, 'migrations');
  return readdirSync(folder)
    .filter((name) => /^V.*\.sql$/.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));
}
