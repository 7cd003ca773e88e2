import type { Session } from '../session.ts';
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

/** Anything that `clean` drops. */
export interface SchemaObject {
  readonly kind: 'EVENT' | 'PROCEDURE' | 'FUNCTION' | 'VIEW' | 'TABLE' | 'SEQUENCE';
  readonly name: string;
}

/** Everything in the schema, in an order in which it can be dropped with foreign_key_checks off. */
export async function schemaObjects(session: Session, schema: string): Promise<readonly SchemaObject[]> {
  const events = (await eventsAreVisible(session)) ? `${selectEvents} UNION ALL ` : '';
  const values = Array.from({ length: events ? 3 : 2 }, () => schema);
  const rows = await session.query<{ kind: string; name: string }>(
    'list the objects of the schema',
    `${events}${selectRoutines} UNION ALL ${selectTables}`,
    values,
  );
  const objects = rows.map(({ kind, name }) => ({ kind: dropKind(kind), name }));
  return dropOrder.flatMap((kind) => objects.filter((object) => object.kind === kind));
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

const dropOrder = ['EVENT', 'PROCEDURE', 'FUNCTION', 'VIEW', 'TABLE', 'SEQUENCE'] as const;

const selectEvents =
  "SELECT 'EVENT' AS kind, event_name AS name FROM information_schema.events WHERE event_schema = ?";
const selectRoutines =
  "SELECT routine_type AS kind, routine_name AS name FROM information_schema.routines WHERE routine_type IN ('PROCEDURE', 'FUNCTION') AND routine_schema = ?";
const selectTables =
  'SELECT table_type AS kind, table_name AS name FROM information_schema.tables WHERE table_schema = ?';

/** MariaDB refuses to list events while the scheduler is DISABLED (not while it is OFF). */
async function eventsAreVisible(session: Session): Promise<boolean> {
  const rows = await session.query<{ scheduler: string }>(
    'read the event scheduler',
    'SELECT @@GLOBAL.event_scheduler AS scheduler',
  );
  return rows[0]?.scheduler !== 'DISABLED';
}

function dropKind(kind: string): SchemaObject['kind'] {
  return dropOrder.find((known) => known === kind) ?? 'TABLE';
}
