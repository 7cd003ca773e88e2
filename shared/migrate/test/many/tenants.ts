/** Many databases on one server, and one project for all of them. */
import { randomBytes } from 'node:crypto';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { onTestFinished } from 'vitest';
import type { TestServer } from '@nilecare/dev-database/testing';
import { createProject, type Files, type Project } from '../project.ts';

export interface Tenants {
  readonly project: Project;
  readonly names: readonly string[];
  /** For `-databases=`. */
  readonly flag: string;
  /** `name: version version …` of those that have a history, in their order. */
  readonly histories: () => Promise<readonly string[]>;
  readonly query: (sql: string) => Promise<unknown[][]>;
}

/** Everything is removed when the test has finished. */
export async function createTenants(server: TestServer, count: number, files: Files): Promise<Tenants> {
  const project = await createProject(server, files);
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password });
  const prefix = `t_${randomBytes(4).toString('hex')}`;
  const names = Array.from(
    { length: count },
    (_, index) => `${prefix}_${String(index + 1).padStart(2, '0')}`,
  );
  for (const name of names) await connection.query(`CREATE DATABASE ${name}`);
  onTestFinished(async () => {
    for (const name of names) await connection.query(`DROP DATABASE IF EXISTS ${name}`);
    connection.destroy();
  });
  return {
    project,
    names,
    flag: `-databases=${names.join(',')}`,
    histories: () => histories(connection, names),
    query: async (sql) => (await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true }))[0],
  };
}

async function histories(connection: Connection, names: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) {
    const [tables] = await connection.query<RowDataPacket[]>(
      "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = 'schema_version'",
      [name],
    );
    if (tables.length === 0) continue;
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT version FROM ${name}.schema_version WHERE success ORDER BY installed_rank`,
    );
    found.push([`${name}:`, ...rows.map(({ version }) => String(version))].join(' '));
  }
  return found;
}
