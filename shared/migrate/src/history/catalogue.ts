import { QueryError } from '../errors.ts';
import type { Session } from '../session.ts';

/** Anything that `clean` drops. */
export interface SchemaObject {
  readonly kind: 'EVENT' | 'PROCEDURE' | 'FUNCTION' | 'VIEW' | 'TABLE' | 'SEQUENCE';
  readonly name: string;
}

/** What to look for. */
export interface Wanted {
  /** All that is in it. */
  readonly schema?: string;
  /** Names of global variables, in lower case. */
  readonly variables?: readonly string[];
}

/** What was found. */
export interface Catalogue {
  /** In an order in which they can be dropped with foreign_key_checks off. */
  readonly objects: readonly SchemaObject[];
  /** Values by name, without those that the server does not know. */
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * Looks for all of it in one query. Both servers show the variables as rows to every account, MySQL also with
 * performance_schema off.
 */
export async function readCatalogue(
  session: Pick<Session, 'query' | 'server'>,
  { schema, variables = [] }: Wanted,
): Promise<Catalogue> {
  const list = (selects: readonly Select[]) =>
    session.query<Row>(
      'read the catalogue',
      selects.map(({ sql }) => sql).join(' UNION ALL '),
      selects.flatMap(({ values }) => values),
    );
  const others = [
    ...(schema === undefined ? [] : [selectRoutines, selectTables].map((sql) => ({ sql, values: [schema] }))),
    ...(variables.length === 0 ? [] : [{ sql: selectVariables(session, variables), values: variables }]),
  ];
  const events = schema === undefined ? [] : [{ sql: selectEvents, values: [schema] }];
  const rows = await list([...events, ...others]).catch((error: unknown) => {
    if (error instanceof QueryError && error.fault.errno === schedulerDisabled) return list(others);
    throw error;
  });
  const [found, objects] = [rows.filter(isVariable), rows.filter((row) => !isVariable(row))];
  return {
    objects: inDropOrder(objects.map(({ kind, name }) => ({ kind: dropKind(kind), name }))),
    variables: new Map(found.map(({ name, value }) => [name.toLowerCase(), value ?? ''])),
  };
}

interface Select {
  readonly sql: string;
  readonly values: readonly string[];
}

interface Row {
  readonly kind: string;
  readonly name: string;
  /** Of a variable. */
  readonly value: string | null;
}

const selectEvents =
  "SELECT 'EVENT' AS kind, event_name AS name, NULL AS value FROM information_schema.events WHERE event_schema = ?";
const selectRoutines =
  "SELECT routine_type AS kind, routine_name AS name, NULL AS value FROM information_schema.routines WHERE routine_type IN ('PROCEDURE', 'FUNCTION') AND routine_schema = ?";
const selectTables =
  'SELECT table_type AS kind, table_name AS name, NULL AS value FROM information_schema.tables WHERE table_schema = ?';

function selectVariables({ server }: Pick<Session, 'server'>, names: readonly string[]): string {
  const schema = server.kind === 'mariadb' ? 'information_schema' : 'performance_schema';
  return `SELECT 'GLOBAL VARIABLE' AS kind, variable_name AS name, variable_value AS value FROM ${schema}.global_variables WHERE variable_name IN (${names.map(() => '?').join(', ')})`;
}

/** MariaDB refuses to list events while the scheduler is DISABLED (not while it is OFF). */
const schedulerDisabled = 1577;

function isVariable({ kind }: Row): boolean {
  return kind === 'GLOBAL VARIABLE';
}

const dropOrder = ['EVENT', 'PROCEDURE', 'FUNCTION', 'VIEW', 'TABLE', 'SEQUENCE'] as const;

function inDropOrder(objects: readonly SchemaObject[]): readonly SchemaObject[] {
  return dropOrder.flatMap((kind) => objects.filter((object) => object.kind === kind));
}

function dropKind(kind: string): SchemaObject['kind'] {
  return dropOrder.find((known) => known === kind) ?? 'TABLE';
}
