import type { Session } from '../session.ts';
import type { SchemaObject } from './catalogue.ts';
import { qualifiedName, quoteName } from './sql.ts';

/** Whether the schema (MySQL: database) exists, as far as this account can see. */
export async function schemaExists(session: Session, schema: string): Promise<boolean> {
  const rows = await session.query<{ found: number }>(
    'look for the schema',
    'SELECT COUNT(*) AS found FROM information_schema.schemata WHERE schema_name = ?',
    [schema],
  );
  return Number(rows[0]?.found) > 0;
}

/** Creates a schema with the server's default character set. */
export async function createSchema(session: Session, schema: string): Promise<void> {
  await session.query(`create the schema ${schema}`, `CREATE SCHEMA ${quoteName(schema)}`);
}

/** Drops one object of the schema. */
export async function dropObject(
  session: Session,
  schema: string,
  { kind, name }: SchemaObject,
): Promise<void> {
  await session.query(
    `drop ${kind.toLowerCase()} ${name}`,
    `DROP ${kind} IF EXISTS ${qualifiedName({ schema, table: name })}`,
  );
}
