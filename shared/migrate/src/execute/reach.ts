import type { Session } from '../session.ts';
import { wordsIn } from '../source/code-words.ts';

/** What statements may run and touch, as far as names tell: rather too much than too little. */
export interface Reach {
  /** All names that stand in the statements and in the programs that they may run, in lower case. */
  readonly names: ReadonlySet<string>;
  /** Procedures, functions, triggers and views that they may run. */
  readonly programs: readonly Program[];
}

/** Stored code. */
export interface Program {
  readonly kind: 'procedure' | 'function' | 'trigger' | 'view';
  readonly schema: string;
  readonly name: string;
  /** Of a trigger the table that it belongs to, of the others their own name; in lower case. */
  readonly calledBy: string;
  /** Undefined when this account may not see it. */
  readonly body: string | undefined;
}

/**
 * Follows names from the texts through the stored programs that they may run, and from those to further ones.
 *
 * @throws QueryError | ConnectionError
 */
export async function reach(
  session: Pick<Session, 'query' | 'server'>,
  texts: readonly string[],
): Promise<Reach> {
  const all = await readPrograms(session);
  const names = new Set(texts.flatMap((text) => [...wordsIn(text, session.server)]));
  const programs = new Set<Program>();
  for (let isGrowing = true; isGrowing;) {
    const reached = all.filter((program) => !programs.has(program) && names.has(program.calledBy));
    isGrowing = reached.length > 0;
    for (const program of reached) {
      programs.add(program);
      for (const name of wordsIn(program.body ?? '', session.server)) names.add(name);
    }
  }
  return { names, programs: [...programs] };
}

/** Of all schemas but the server's own. */
async function readPrograms(session: Pick<Session, 'query'>): Promise<readonly Program[]> {
  const rows = await session.query<Row>(
    'read the stored programs',
    `SELECT LOWER(routine_type) AS kind, routine_schema AS \`schema\`, routine_name AS name, routine_name AS called_by, routine_definition AS body FROM information_schema.routines WHERE routine_schema NOT IN (${excluded})
UNION ALL SELECT 'trigger', trigger_schema, trigger_name, event_object_table, action_statement FROM information_schema.triggers WHERE trigger_schema NOT IN (${excluded})
UNION ALL SELECT 'view', table_schema, table_name, table_name, view_definition FROM information_schema.views WHERE table_schema NOT IN (${excluded})`,
  );
  return rows.map(({ kind, schema, name, called_by, body }) => ({
    kind,
    schema,
    name,
    calledBy: called_by.toLowerCase(),
    body: body === null || body === '' ? undefined : body,
  }));
}

/** The server's own, in lower case. */
export const serverSchemas: readonly string[] = ['mysql', 'information_schema', 'performance_schema', 'sys'];

/** For an IN of SQL. */
const excluded = serverSchemas.map((name) => `'${name}'`).join(', ');

interface Row {
  readonly kind: Program['kind'];
  readonly schema: string;
  readonly name: string;
  readonly called_by: string;
  readonly body: string | null;
}

/** A table whose changes no ROLLBACK takes back. */
export interface LastingTable {
  readonly schema: string;
  readonly name: string;
  readonly engine: string;
}

/**
 * The tables of engines without transactions (MyISAM, Aria, MEMORY, ARCHIVE …), also the server's own.
 *
 * @throws QueryError | ConnectionError
 */
export async function lastingTables(session: Pick<Session, 'query'>): Promise<readonly LastingTable[]> {
  return session.query<LastingTable>(
    'look for tables without transactions',
    `SELECT t.table_schema AS \`schema\`, t.table_name AS name, t.engine AS engine FROM information_schema.tables t JOIN information_schema.engines e ON e.engine = t.engine WHERE t.table_type = 'BASE TABLE' AND COALESCE(e.transactions, 'NO') <> 'YES' AND t.table_schema NOT IN ('information_schema', 'performance_schema', 'sys')`,
  );
}
