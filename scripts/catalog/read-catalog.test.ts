import { testServers, createTestSchema } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog, Table } from './model.ts';
import { fixedNames } from './naming/fixed-names.ts';
import { checkNames } from './naming/check-names.ts';
import { readCatalog } from './read-catalog.ts';
import { withMigratedServices } from './with-migrated-services.ts';

const servers = testServers();

describe('the databases of the services', () => {
  const read = new Map<string, readonly Catalog[]>();
  const tableOf = (kind: string, name: string) =>
    read
      .get(kind)
      ?.flatMap(({ tables }) => tables)
      .find((table) => table.name === name);

  beforeAll(async () => {
    for (const { kind } of servers) read.set(kind, await readServices(kind));
  });

  it.each(servers)('are read as they were migrated on $kind', ({ kind, version }) => {
    const catalogs = read.get(kind) ?? [];
    expect(catalogs.map(({ service, database }) => [service, database])).toEqual([
      ['auth-service', 'nilecare_auth'],
      ['billing-service', 'nilecare_billing'],
      ['payment-gateway-service', 'nilecare_payment'],
    ]);
    expect(catalogs.map(({ tables, views }) => [tables.length, views.length])).toEqual([
      [7, 4],
      [9, 4],
      [10, 4],
    ]);
    expect(catalogs[0]?.server).toEqual({ kind, version });
    for (const { internalTables } of catalogs)
      expect(internalTables.map(({ name }) => name)).toEqual(['schema_version', 'schema_version_journal']);
  });

  it.each(servers)('have columns, keys and checks in one form on $kind', ({ kind }) => {
    const { columns, ...rest } = tableOf(kind, 'invoices') ?? { columns: [] };
    expect(columns[0]).toEqual({
      ...{ name: 'id', position: 1, type: 'char(36)', collation: 'ascii_bin', nullable: false, comment: '' },
      ...{ default: 'UUID()', onUpdate: null, isAutoIncrement: false, generated: null },
    });
    expect(columns.find(({ name }) => name === 'balance_due')).toMatchObject({
      generated: { expression: 'total_amount - amount_paid - amount_adjusted', kind: 'stored' },
    });
    expect(columns.find(({ name }) => name === 'updated_at')).toMatchObject({
      default: 'CURRENT_TIMESTAMP(6)',
      onUpdate: 'CURRENT_TIMESTAMP(6)',
    });
    expect(columns.find(({ name }) => name === 'currency')).toMatchObject({ default: "'SDG'" });
    expect(columns.find(({ name }) => name === 'row_version')).toMatchObject({ type: 'int unsigned' });
    expect(rest).toMatchObject({
      comment: 'Bill header',
      primaryKey: ['id'],
      foreignKeys: [{ columns: ['billing_account_id'], referencedTable: 'billing_accounts' }],
    });
    expect(tableOf(kind, 'billing_audit_log')?.checks).toEqual([]);
  });

  it.each(servers)('have names that follow every rule on $kind', ({ kind }) => {
    expect(read.get(kind)?.flatMap(checkNames)).toEqual([]);
  });

  it('hold every name that the rules let stand', () => {
    const names = [...read.values()]
      .flat()
      .flatMap(({ tables }) =>
        tables.flatMap(({ name, columns }) => [name, ...columns.map((each) => each.name)]),
      );
    for (const name of Object.values(fixedNames).flatMap((each) => Object.keys(each)))
      expect(names).toContain(name);
  });

  it.skipIf(servers.length < 2)('give the same value on both servers, but for sizes', () => {
    expect(read.get('mysql')?.map(withoutSizes)).toEqual(read.get('mariadb')?.map(withoutSizes));
  });
});

describe.each(servers)('on $kind $version', (server) => {
  let schema: Awaited<ReturnType<typeof createTestSchema>>;
  let catalog: Catalog;

  beforeAll(async () => {
    schema = await createTestSchema(server);
    const { host, port, user, password } = server;
    const options = { host, port, user, password, database: schema.name, multipleStatements: true };
    const connection = await createConnection(options);
    try {
      await connection.query(awkwardSchema);
      catalog = await readCatalog(connection, schema.name, { historyTable: 'h' });
    } finally {
      connection.destroy();
    }
  });
  afterAll(() => schema.drop());

  it('reads what the services do not have', () => {
    const [child, odd] = catalog.tables;
    expect(catalog.internalTables.map(({ name }) => name)).toEqual(['h']);
    expect(child?.foreignKeys).toMatchObject([
      { name: 'fk_child', columns: ['b', 'a'], referencedColumns: ['b', 'a'], onDelete: 'CASCADE' },
      { name: 'fk_plain', onDelete: 'RESTRICT', onUpdate: 'RESTRICT' },
    ]);
    expect(odd).toMatchObject({ name: 'odd ` table', primaryKey: ['b', 'a'], comment: "it's \\ odd" });
    expect(odd?.columns.map((column) => column.default)).toEqual([
      null,
      '7',
      "'it''s'",
      "'2026-01-31'",
      null,
    ]);
    expect(odd?.columns.map(({ isAutoIncrement }) => isAutoIncrement)).toEqual([
      true,
      ...Array<boolean>(4).fill(false),
    ]);
    expect(odd?.columns[4]).toMatchObject({ type: 'json', collation: null, nullable: true });
    expect(odd?.indexes).toMatchObject([
      { name: 'a', unique: false, columns: [{ name: 'a' }] },
      { name: 'words', type: 'FULLTEXT' },
      {
        name: 'z',
        unique: true,
        columns: [
          { name: 'c', prefixLength: 5 },
          { name: 'b', prefixLength: null },
        ],
      },
    ]);
    expect(odd?.checks).toEqual([{ name: 'chk_odd', expression: "c <> 'a\\\\b'" }]);
  });

  it('has one form for what the servers print otherwise', () => {
    const { columns = [], checks } = catalog.tables[2] ?? {};
    expect(columns.slice(1).map(({ type, default: value }) => [type, value])).toEqual([
      ['timestamp', 'CURRENT_TIMESTAMP'],
      ['year', null],
      ['tinyint unsigned', null],
      ['bit(3)', "b'101'"],
      ['varchar(9)', null],
    ]);
    expect(checks).toEqual([{ name: 'chk_few', expression: "few % 2 = 0 AND NOT `größe` LIKE 'مü%'" }]);
  });

  it('reads views and stored programs', () => {
    expect(catalog.views).toEqual([
      { name: 'v', columns: ['b', 'x'], reads: ['child', 'odd ` table'], security: 'invoker' },
      { name: 'w', columns: ['b'], reads: ['v'], security: 'definer' },
    ]);
    expect(catalog.routines).toEqual([
      { name: 'f', kind: 'function', security: 'definer' },
      { name: 'p', kind: 'procedure', security: 'invoker' },
    ]);
    expect(catalog.triggers).toEqual([{ name: 't', table: 'h', moment: 'BEFORE INSERT' }]);
    expect(catalog.events).toEqual([{ name: 'e', isEnabled: false }]);
  });

  it('says when there is no such database', async () => {
    const { host, port, user, password } = server;
    const connection = await createConnection({ host, port, user, password });
    try {
      await expect(readCatalog(connection, 'no_such')).rejects.toThrow('There is no database no_such');
    } finally {
      connection.destroy();
    }
  });
});

const awkwardSchema = `
  CREATE TABLE \`odd \`\` table\` (
    a INT UNSIGNED NOT NULL AUTO_INCREMENT, b SMALLINT NOT NULL DEFAULT 7, c VARCHAR(20) NOT NULL DEFAULT 'it''s',
    d DATE DEFAULT '2026-01-31', j JSON,
    PRIMARY KEY (b, a), KEY a (a), UNIQUE KEY z (c(5), b), FULLTEXT KEY words (c),
    CONSTRAINT chk_odd CHECK (c <> 'a\\\\b')
  ) COMMENT 'it''s \\\\ odd';
  CREATE TABLE child (
    id INT PRIMARY KEY, b SMALLINT NOT NULL, a INT UNSIGNED NOT NULL, parent INT,
    CONSTRAINT fk_child FOREIGN KEY (b, a) REFERENCES \`odd \`\` table\` (b, a) ON DELETE CASCADE,
    CONSTRAINT fk_plain FOREIGN KEY (parent) REFERENCES child (id)
  );
  CREATE TABLE printed_otherwise (
    id INT PRIMARY KEY, made_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, born YEAR, few TINYINT(1) UNSIGNED,
    bits BIT(3) DEFAULT b'101', \`größe\` VARCHAR(9),
    CONSTRAINT chk_few CHECK (few MOD 2 = 0 AND \`größe\` NOT LIKE 'مü%')
  );
  CREATE TABLE h (id INT PRIMARY KEY);
  CREATE SQL SECURITY INVOKER VIEW v AS SELECT c.b, o.c AS x FROM child c JOIN \`odd \`\` table\` o ON o.a = c.a;
  CREATE VIEW w AS SELECT b FROM v;
  CREATE FUNCTION f() RETURNS INT NO SQL RETURN 1;
  CREATE PROCEDURE p() SQL SECURITY INVOKER SELECT 1;
  CREATE TRIGGER t BEFORE INSERT ON h FOR EACH ROW SET NEW.id = 1;
  CREATE EVENT e ON SCHEDULE EVERY 1 YEAR DISABLE DO SET @x = 1`;

function readServices(kind: Catalog['server']['kind']): Promise<readonly Catalog[]> {
  return withMigratedServices(kind, async ({ connection, services }) => {
    const catalogs: Catalog[] = [];
    for (const { name, database } of services)
      catalogs.push(await readCatalog(connection, database, { service: name }));
    return catalogs;
  });
}

/** The journal names no collation, so its texts have the server's default. */
function withoutSizes({ server: _, internalTables, ...catalog }: Catalog): object {
  const plain = (table: Table) => ({ ...table, rows: 0, dataBytes: 0, indexBytes: 0 });
  const names = internalTables.flatMap((table) =>
    table.columns.map(({ name, type }) => [table.name, name, type]),
  );
  return { ...catalog, tables: catalog.tables.map(plain), internal: names };
}
