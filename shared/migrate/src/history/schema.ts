import { QueryError } from '../errors.ts';
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
  const list = (selects: readonly string[]) =>
    session.query<{ kind: string; name: string }>(
      'list the objects of the schema',
      selects.join(' UNION ALL '),
      selects.map(() => schema),
    );
  const others = [selectRoutines, selectTables];
  const rows = await list([selectEvents, ...others]).catch((error: unknown) => {
    if (error instanceof QueryError && error.fault.errno === schedulerDisabled) return list(others);
    throw error;
  });
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
const schedulerDisabled = 1577;

function dropKind(kind: string): SchemaObject['kind'] {
  return dropOrder.find((known) => known === kind) ?? 'TABLE';
}
