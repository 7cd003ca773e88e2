import { testServers } from '@nilecare/dev-database/testing';
import type { Connection } from 'mysql2/promise';
import { describe, expect, test } from 'vitest';
import { mistakes } from './schema-checks.ts';
import { schemas, type ServiceSchema } from './schema-expectations.ts';
import { run, script, select, useSchema, withSchema } from './schema-fixture.ts';

describe.each(testServers())('on $kind $version', (server) => {
  describe.each(Object.values(schemas))('the schema of $service', (schema) => {
    const database = useSchema(server, schema);

    test('has exactly the tables and views of its design', async () => {
      expect(await objects(database.connection)).toEqual(objectsOf(schema));
    });

    test('has the designed number of foreign keys, none to another service and none that cascades', async () => {
      const rows = await select(
        database.connection,
        `SELECT COUNT(*), SUM(constraint_schema <> unique_constraint_schema),
                SUM(delete_rule NOT IN ('RESTRICT', 'NO ACTION') OR update_rule NOT IN ('RESTRICT', 'NO ACTION'))
         FROM information_schema.referential_constraints WHERE constraint_schema = ?`,
        database.name,
      );
      expect(rows).toEqual([[String(schema.foreignKeys), '0', '0']]);
    });

    test('has the designed number of indexes', async () => {
      const rows = await select(
        database.connection,
        `SELECT COUNT(*), SUM(non_unique) FROM information_schema.statistics
         WHERE table_schema = ? AND index_name <> 'PRIMARY' AND seq_in_index = 1`,
        database.name,
      );
      expect(rows).toEqual([[String(schema.indexes), String(schema.nonUniqueIndexes)]]);
    });

    test.each(Object.entries(mistakes))('has not %s', async (_mistake, sql) => {
      expect(await select(database.connection, sql, database.name)).toEqual([]);
    });

    test('marks every column with health information in its comment', async () => {
      const rows = await select(
        database.connection,
        `SELECT CONCAT(c.table_name, '.', c.column_name)
         FROM information_schema.columns c
         JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
         WHERE c.table_schema = ? AND t.table_type = 'BASE TABLE' AND c.column_comment LIKE '%PHI%'`,
        database.name,
      );
      expect(rows.flat().sort()).toEqual(schema.phi);
    });

    test('gives every ENUM exactly its values, in order', async () => {
      const rows = await select(
        database.connection,
        `SELECT CONCAT(c.table_name, '.', c.column_name), c.column_type
         FROM information_schema.columns c
         JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
         WHERE c.table_schema = ? AND t.table_type = 'BASE TABLE' AND c.data_type = 'enum'`,
        database.name,
      );
      expect(Object.fromEntries(rows)).toEqual(
        Object.fromEntries(
          Object.entries(schema.enums).map(([column, values]) => [
            column,
            `enum('${values.replaceAll(' ', "','")}')`,
          ]),
        ),
      );
    });

    test('demands three capital letters of every currency', async () => {
      const currencies = await select(
        database.connection,
        `SELECT CONCAT('chk_', table_name, '_', column_name) FROM information_schema.columns
         WHERE table_schema = ? AND column_type = 'char(3)' AND table_name NOT LIKE 'v\\_%' ORDER BY 1`,
        database.name,
      );
      const checks = await select(
        database.connection,
        `SELECT constraint_name FROM information_schema.check_constraints
         WHERE constraint_schema = ? AND constraint_name REGEXP 'currency$' ORDER BY 1`,
        database.name,
      );
      expect(checks).toEqual(currencies);
    });

    test('starts with its seeds', async () => {
      for (const [table, rows] of Object.entries(schema.seeds))
        expect(await select(database.connection, `SELECT COUNT(*) FROM ${table}`), table).toEqual([
          [String(rows)],
        ]);
    });

    test('reads every view without an error', async () => {
      for (const view of schema.views) await select(database.connection, `SELECT * FROM ${view}`);
    });
  });

  test.each(Object.values(schemas))(
    'the scripts of $service run twice without a change, undo exactly the tables, and run again',
    (schema) =>
      withSchema(server, async (connection) => {
        await run(connection, schema, 'V1', 'R');
        const before = await objects(connection);
        for (const edit of schema.edits) await connection.query(edit);
        const seeds = await seedRows(connection, schema);

        await run(connection, schema, 'V1', 'R');
        expect(await objects(connection)).toEqual(before);
        expect(await seedRows(connection, schema)).toEqual(seeds);

        await run(connection, schema, 'U1');
        expect(await objects(connection)).toEqual(before.filter(([, type]) => type === 'VIEW'));

        await run(connection, schema, 'V1');
        expect(await objects(connection)).toEqual(before);
      }),
  );

  test.each(Object.values(schemas))(
    'undo of $service touches neither a foreign table nor another schema',
    (schema) =>
      withSchema(server, (neighbour) =>
        withSchema(server, async (connection) => {
          await run(neighbour, schema, 'V1');
          await connection.query('CREATE TABLE visitors (id INT PRIMARY KEY)');

          await run(connection, schema, 'V1', 'U1');

          expect(await objects(connection)).toEqual([['visitors', 'BASE TABLE']]);
          expect(await objects(neighbour)).toHaveLength(schema.tables.length);
        }),
      ),
  );

  test('every query for mistakes finds the mistake', () =>
    withSchema(server, async (connection, name) => {
      await connection.query(`
        CREATE TABLE parents (id INT PRIMARY KEY);
        CREATE TABLE children (
          parent_id INT, patient_id INT, amount FLOAT, api_key INT,
          KEY a (parent_id), KEY b (parent_id, amount), FOREIGN KEY (parent_id) REFERENCES parents (id)
        )`);
      for (const [mistake, sql] of Object.entries(mistakes))
        expect(await select(connection, sql, name), mistake).not.toEqual([]);
    }));

  test('every permission of a seeded role is in the seeded catalogue', () =>
    withSchema(server, async (connection) => {
      await run(connection, schemas.auth, 'V1');
      const unknown = await select(
        connection,
        `SELECT r.name, j.p
         FROM auth_roles r
         JOIN JSON_TABLE(r.permissions, '$[*]' COLUMNS (p VARCHAR(100) PATH '$')) j
         LEFT JOIN auth_permissions q ON q.name = CONVERT(j.p USING ascii) COLLATE ascii_bin
         WHERE q.name IS NULL`,
      );
      expect(unknown).toEqual([['super_admin', '*']]);
    }));
});

test.each(Object.values(schemas))(
  'no script of $service contains a placeholder, a database name or a client command',
  async (schema) => {
    for (const kind of ['V1', 'U1', 'R'] as const)
      expect(await script(schema, kind), kind).not.toMatch(/\$\{|DELIMITER|\bUSE\b|nilecare_/);
  },
);

function objectsOf(schema: ServiceSchema): string[][] {
  const tables = schema.tables.map((table) => [table, 'BASE TABLE']);
  const views = schema.views.map((view) => [view, 'VIEW']);
  return [...tables, ...views].sort();
}

async function objects(connection: Connection): Promise<(string | null)[][]> {
  const rows = await select(
    connection,
    'SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  return rows.sort();
}

async function seedRows(connection: Connection, schema: ServiceSchema): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  for (const table of Object.keys(schema.seeds))
    rows.push(...(await select(connection, `SELECT * FROM ${table} ORDER BY id`)));
  return rows;
}
