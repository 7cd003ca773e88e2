import type { Querying, Session } from '../session.ts';
import { qualifiedName } from './sql.ts';

/** What a schema holds, so that two moments can be compared. */
export interface Fingerprint {
  readonly objects: readonly Fact[];
  /** Rows of each table as text, by the table's name. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

/** One thing of a schema, and all that the server tells of it. */
export interface Fact {
  readonly kind: FactKind;
  readonly name: string;
  /** The table that it belongs to; absent of those that stand for themselves. */
  readonly table?: string;
  readonly properties: Readonly<Record<string, string>>;
}

export type FactKind =
  | 'table'
  | 'column'
  | 'index'
  | 'constraint'
  | 'foreign key'
  | 'check'
  | 'view'
  | 'procedure'
  | 'function'
  | 'trigger'
  | 'event';

type Row = Readonly<Record<string, unknown>>;

/** A table of information_schema, and how its rows become facts. */
interface Catalogue {
  readonly from: string;
  readonly schema: string;
  readonly kind: (row: Row) => FactKind;
  readonly name: string;
  readonly table?: string;
  /** Columns that put several rows of one thing into their order; without it the server may give any. */
  readonly order?: string;
}

const catalogues: readonly Catalogue[] = [
  {
    from: 'TABLES',
    schema: 'TABLE_SCHEMA',
    kind: (row) => (row['TABLE_TYPE'] === 'VIEW' ? 'view' : 'table'),
    name: 'TABLE_NAME',
  },
  { from: 'VIEWS', schema: 'TABLE_SCHEMA', kind: () => 'view', name: 'TABLE_NAME' },
  { from: 'COLUMNS', schema: 'TABLE_SCHEMA', kind: () => 'column', name: 'COLUMN_NAME', table: 'TABLE_NAME' },
  {
    from: 'STATISTICS',
    schema: 'TABLE_SCHEMA',
    kind: () => 'index',
    name: 'INDEX_NAME',
    table: 'TABLE_NAME',
    order: 'SEQ_IN_INDEX',
  },
  {
    from: 'TABLE_CONSTRAINTS',
    schema: 'TABLE_SCHEMA',
    kind: () => 'constraint',
    name: 'CONSTRAINT_NAME',
    table: 'TABLE_NAME',
  },
  {
    from: 'KEY_COLUMN_USAGE',
    schema: 'TABLE_SCHEMA',
    kind: () => 'constraint',
    name: 'CONSTRAINT_NAME',
    table: 'TABLE_NAME',
    order: 'ORDINAL_POSITION',
  },
  {
    from: 'REFERENTIAL_CONSTRAINTS',
    schema: 'CONSTRAINT_SCHEMA',
    kind: () => 'foreign key',
    name: 'CONSTRAINT_NAME',
    table: 'TABLE_NAME',
  },
  { from: 'CHECK_CONSTRAINTS', schema: 'CONSTRAINT_SCHEMA', kind: () => 'check', name: 'CONSTRAINT_NAME' },
  {
    from: 'PARTITIONS',
    schema: 'TABLE_SCHEMA',
    kind: () => 'table',
    name: 'TABLE_NAME',
    order: 'PARTITION_ORDINAL_POSITION, SUBPARTITION_ORDINAL_POSITION',
  },
  {
    from: 'ROUTINES',
    schema: 'ROUTINE_SCHEMA',
    kind: (row) => (row['ROUTINE_TYPE'] === 'FUNCTION' ? 'function' : 'procedure'),
    name: 'ROUTINE_NAME',
  },
  {
    from: 'TRIGGERS',
    schema: 'TRIGGER_SCHEMA',
    kind: () => 'trigger',
    name: 'TRIGGER_NAME',
    table: 'EVENT_OBJECT_TABLE',
  },
  { from: 'EVENTS', schema: 'EVENT_SCHEMA', kind: () => 'event', name: 'EVENT_NAME' },
];

/** Sizes, estimates, counters and times, which differ although nothing was left behind; a column's keys are indexes. */
const passing =
  /^(?:CREATE_TIME|UPDATE_TIME|CHECK_TIME|TABLE_ROWS|AUTO_INCREMENT|(?:AVG_ROW|DATA|MAX_DATA|INDEX|MAX_INDEX)_LENGTH|DATA_FREE|CARDINALITY|CREATED|LAST_ALTERED|LAST_EXECUTED|CHECKSUM|COLUMN_KEY)$/;

/**
 * Everything in a schema but the engine's own tables: tables, columns, indexes, constraints, views, routines, triggers,
 * events, and the rows of the tables.
 *
 * @param own names of the history and of what stands beside it
 */
export async function readFingerprint(
  session: Session,
  schema: string,
  own: readonly string[],
): Promise<Fingerprint> {
  const objects = await readFacts(session, schema, own);
  const rows = new Map<string, readonly string[]>();
  for (const { kind, name, properties } of objects) {
    if (kind !== 'table' || !/^(?:BASE TABLE|SYSTEM VERSIONED)$/.test(properties['TABLE_TYPE'] ?? ''))
      continue;
    const found = await session.query<Row>(
      `read the rows of ${name}`,
      `SELECT * FROM ${qualifiedName({ schema, table: name })}`,
    );
    rows.set(
      name,
      found.map((row) => JSON.stringify(row)),
    );
  }
  return { objects, rows };
}

/** The part of {@link readFingerprint} without the rows. */
export async function readFacts(
  session: Querying,
  schema: string,
  own: readonly string[],
): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  for (const catalogue of catalogues) facts.push(...(await readCatalogue(session, catalogue, schema, own)));
  return withoutPartsOfViews(mergeFacts(facts));
}

/** MySQL lists views among the partitions as well, where they look like tables. */
function withoutPartsOfViews(facts: readonly Fact[]): readonly Fact[] {
  const views = new Set(facts.filter(({ kind }) => kind === 'view').map(({ name }) => name));
  return facts.filter(({ kind, name }) => kind !== 'table' || !views.has(name));
}

async function readCatalogue(
  session: Querying,
  { from, schema: schemaColumn, kind, name, table, order }: Catalogue,
  schema: string,
  own: readonly string[],
): Promise<readonly Fact[]> {
  const found = await session.query<Row>(
    'look at the schema',
    `SELECT * FROM information_schema.${from} WHERE ${schemaColumn} = ? ORDER BY ${[name, table, order].filter(Boolean).join(', ')}`,
    [schema],
  );
  const isOwn = (value: unknown) => own.some((each) => each === value);
  return found
    .filter((row) => !Object.entries(row).some(([key, value]) => isTable(key) && isOwn(value)))
    .map((row) => ({
      kind: kind(row),
      name: String(row[name]),
      ...(table !== undefined && { table: String(row[table]) }),
      properties: lasting(row),
    }));
}

function isTable(column: string): boolean {
  return column === 'TABLE_NAME' || column === 'EVENT_OBJECT_TABLE';
}

function lasting(row: Row): Readonly<Record<string, string>> {
  const kept = Object.entries(row).filter(([key]) => !passing.test(key));
  return Object.fromEntries(kept.map(([key, value]) => [key, textOf(value)]));
}

function textOf(value: unknown): string {
  const none: unknown = '';
  return String(value ?? none);
}

/**
 * An index of two columns is two rows of its catalogue, and a view stands in two catalogues. What is NULL keeps its
 * place in the list: INDEX (a(5), b) is not INDEX (a, b(5)).
 */
function mergeFacts(facts: readonly Fact[]): readonly Fact[] {
  const merged = new Map<string, Fact>();
  for (const fact of facts) {
    const key = factKey(fact);
    const before = merged.get(key);
    merged.set(key, before ? { ...fact, properties: joined(before.properties, fact.properties) } : fact);
  }
  return [...merged.values()];
}

/** What makes two facts of two moments the same thing. */
export function factKey({ kind, table, name }: Fact): string {
  return JSON.stringify([kind, table, name]);
}

function joined(a: Fact['properties'], b: Fact['properties']): Fact['properties'] {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(
    keys.map((key) => [
      key,
      a[key] === b[key] ? (a[key] ?? '') : [a[key], b[key]].filter((part) => part !== undefined).join(', '),
    ]),
  );
}
