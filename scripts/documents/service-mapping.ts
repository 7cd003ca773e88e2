import { runtimeUser, type Service, type ServiceMap } from '@nilecare/database';
import type { Catalog, Table } from '../catalog/model.ts';
import type { DocumentContext, GeneratedDocument } from './document.ts';
import { code, count, origin, page, plain, table } from './markdown.ts';
import { outsideIds } from './outside-ids.ts';

const file = 'docs/SERVICE_DATABASE_MAPPING.md';

/** Which service owns which database, tables and users. */
export const serviceMapping: GeneratedDocument = {
  path: file,
  write: ({ map, catalogs }: DocumentContext) =>
    page([
      '# Services and their databases',
      `Every service owns one database and the user that rules it; nobody else writes there. The list is \`database/service-map.json\`; what phase 1 consists of is read from the live schemas. ${origin(file)}`,
      '## The matrix',
      matrix(map, catalogs),
      'Priority is the order in which services are set up and migrated. A service of a later phase has its database and user already, and neither tables nor migrations here.',
      '## Users',
      users(map),
      usersText,
      '## Who may do what where',
      rights(map),
      '[The isolation matrix](isolation.md) tries all of it, and the ways around, on both kinds of server.',
      '## Tables and their owners',
      ...catalogs.flatMap((catalog) => ownership(catalog, map)),
      '## Ids without a foreign key',
      outsideText,
      ...catalogs.flatMap((catalog) => outside(catalog, catalogs, map)),
      changes,
    ]),
};

const usersText = `
A user connects from \`localhost\` unless it is created with another host. The one that rules a database migrates it. The run-time account is optional: a service serves with it and cannot change a table; to tables marked *append only* below it may only add. [Accounts](accounts.md) tells how they are made, checked and given new passwords.`;

const outsideText = `
No foreign key leaves a database: the services may move to servers of their own. Audit tables have none at all, because they outlive what they tell of. These columns hold ids all the same, and the service that writes them checks them. Whose they are follows from the name; empty: of something that has no service here yet, or none at all.`;

const changes = `
## To change it

A new service is a line of \`database/service-map.json\`; \`npm run db:write\` then writes the SQL files, \`npx nilecare-db create --dry-run\` shows what a server lacks, and this page is written anew.`;

function matrix({ services }: ServiceMap, catalogs: readonly Catalog[]): string {
  return table(
    [
      'priority',
      'service',
      'port',
      'database',
      'user',
      'phase',
      'tables',
      'views',
      'foreign keys',
      'indexes with primary keys',
    ],
    services.map(({ name, database, user, port, phase, priority }) => [
      ...[String(priority), code(name), String(port), code(database), code(user), String(phase)],
      ...numbers(catalogs.find((catalog) => catalog.service === name)),
    ]),
  );
}

function numbers(catalog: Catalog | undefined): readonly string[] {
  if (!catalog) return ['', '', '', ''];
  const sum = (of: (each: Table) => number) => catalog.tables.reduce((total, each) => total + of(each), 0);
  const indexes = sum((each) => each.indexes.length + Math.sign(each.primaryKey.length));
  return [catalog.tables.length, catalog.views.length, sum((each) => each.foreignKeys.length), indexes].map(
    String,
  );
}

function users({ services, readonlyUser }: ServiceMap): string {
  return table(
    ['user', 'of', 'rules', 'run-time account'],
    [
      ...services.map((service) => [
        ...[code(service.user), code(service.name), code(service.database)],
        code(runtimeUser(service)),
      ]),
      [code(readonlyUser), 'reports and support', 'nothing; reads every database', 'none'],
    ],
  );
}

function rights({ services, readonlyUser }: ServiceMap): string {
  const row = (user: string, right: (database: string) => string) => [
    code(user),
    ...services.map(({ database }) => right(database)),
  ];
  return table(
    ['user', ...services.map(({ database }) => code(database))],
    [
      ...services.map((service) =>
        row(service.user, (database) => (database === service.database ? 'all' : '')),
      ),
      row(readonlyUser, () => 'read'),
    ],
  );
}

function ownership(catalog: Catalog, { services }: ServiceMap): readonly string[] {
  const service = services.find(({ name }) => name === catalog.service);
  return [
    `### ${catalog.service ?? ''}`,
    `${count(catalog.tables.length, 'table')} in ${code(catalog.database)}; their columns are in the [data dictionary](DATA_DICTIONARY.md).`,
    table(
      ['table', 'holds', 'run-time account may', 'refers to'],
      catalog.tables.map((each) => ownershipRow(each, service)),
    ),
  ];
}

function ownershipRow(
  { name, comment, foreignKeys }: Table,
  service: Service | undefined,
): readonly string[] {
  const parents = [...new Set(foreignKeys.map(({ referencedTable }) => referencedTable))];
  return [
    `[${name}](DATA_DICTIONARY.md#${name})`,
    plain(comment),
    service?.appendOnlyTables.includes(name) ? 'read, add (append only)' : 'read, add, change, delete',
    parents.map(code).join(', '),
  ];
}

function outside(catalog: Catalog, catalogs: readonly Catalog[], map: ServiceMap): readonly string[] {
  const rows = outsideIds(catalog, catalogs, map).map(({ column, tables, target }) => [
    code(column),
    tables.map(code).join(', '),
    target === undefined
      ? ''
      : [...(target.table ? [`${code(target.table)} of`] : []), target.service].join(' '),
  ]);
  return [`### Ids in ${code(catalog.database)}`, table(['column', 'in', 'is an id of'], rows)];
}
