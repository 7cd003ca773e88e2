/** Schemas of the services on a test server, and what the tests do with them. */
import { readFile } from 'node:fs/promises';
import { createTestSchema, type TestServer } from '@nilecare/dev-database/testing';
import { createConnection, type Connection } from 'mysql2/promise';
import { afterAll, beforeAll, expect } from 'vitest';
import type { ServiceSchema } from './schema-expectations.ts';

export type ScriptKind = 'V1' | 'U1' | 'R';

/** The text of a script of a service. */
export function script(schema: ServiceSchema, kind: ScriptKind): Promise<string> {
  const file = {
    V1: `V1__Initial_${schema.subject}_schema.sql`,
    U1: `U1__Rollback_initial_${schema.subject}_schema.sql`,
    R: `R__Create_${schema.subject}_views.sql`,
  }[kind];
  return readFile(
    new URL(`../../microservices/${schema.service}/migrations/${file}`, import.meta.url),
    'utf8',
  );
}

/** A session like that of a migration: strict, ONLY_FULL_GROUP_BY, IGNORE_SPACE, autocommit off, UTC. */
export async function connectTo(
  server: Pick<TestServer, 'host' | 'port' | 'user' | 'password'>,
  database: string,
): Promise<Connection> {
  const { host, port, user, password } = server;
  const connection = await createConnection({
    host,
    port,
    user,
    password,
    database,
    multipleStatements: true,
    jsonStrings: true,
  });
  await connection.query(`
    SET sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,IGNORE_SPACE',
        autocommit = 0, time_zone = '+00:00'`);
  return connection;
}

/** Runs whole scripts, committing after each as a migration does. */
export async function run(
  connection: Connection,
  schema: ServiceSchema,
  ...kinds: readonly ScriptKind[]
): Promise<void> {
  for (const kind of kinds) {
    await connection.query(await script(schema, kind));
    await connection.commit();
  }
}

/** Rows as arrays of text and null, because the servers disagree about the case of names and the type of sums. */
export async function select(
  connection: Connection,
  sql: string,
  ...values: readonly string[]
): Promise<(string | null)[][]> {
  const [rows] = await connection.query({ sql, values: [...values], rowsAsArray: true });
  return (rows as (string | number | Date | null)[][]).map((row) =>
    row.map((value) => (value === null ? null : String(value))),
  );
}

/** Gives the tests of a suite a session in a schema of their own, where V1 and R have run. */
export function useSchema(
  server: TestServer,
  schema: ServiceSchema,
): { readonly connection: Connection; readonly name: string } {
  let database: Awaited<ReturnType<typeof createTestSchema>>;
  let connection: Connection;
  beforeAll(async () => {
    database = await createTestSchema(server);
    connection = await connectTo(server, database.name);
    await run(connection, schema, 'V1', 'R');
  });
  afterAll(async () => {
    connection.destroy();
    await database.drop();
  });
  return {
    get connection() {
      return connection;
    },
    get name() {
      return database.name;
    },
  };
}

/** Runs `work` in a schema of its own. */
export async function withSchema(
  server: TestServer,
  work: (connection: Connection, name: string) => Promise<void>,
): Promise<void> {
  const database = await createTestSchema(server);
  const connection = await connectTo(server, database.name);
  try {
    await work(connection, database.name);
  } finally {
    connection.destroy();
    await database.drop();
  }
}

export type Row = Readonly<Record<string, string | number | Date | null>>;

/** Inserts a row, without a commit. */
export async function insert(connection: Connection, table: string, row: Row): Promise<void> {
  await connection.query('INSERT INTO ?? SET ?', [table, row]);
}

/** An error with this number whose message names this constraint or column. */
export function refusal(errno: number, name: string): object {
  return { errno, message: expect.stringContaining(name) as unknown };
}

/** The number of "a CHECK does not hold", which differs between the servers. */
export function checkErrno(server: TestServer): number {
  return server.kind === 'mysql' ? 3819 : 4025;
}
