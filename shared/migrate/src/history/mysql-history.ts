import { QueryError } from '../errors.ts';
import { HistoryTableError } from '../history-errors.ts';
import type { HistoryRow, NewHistoryRow } from '../model.ts';
import type { Querying } from '../session.ts';
import { parseVersion } from '../version.ts';
import type { History } from './history.ts';
import * as sql from './sql.ts';
import { checkTable } from './table-shape.ts';

/**
 * The history in a table of the server; every statement goes through `session`, into its open transaction.
 *
 * @param exists whether the table is known to be there, or not to be; default: it is looked for
 */
export function mysqlHistory(session: Querying, name: sql.TableName, exists?: boolean): History {
  let ranks: number[] = [];
  let there = exists;
  let isOwn = false;
  const isThereNow = () => there ?? history.exists();
  const history: History = {
    table: name.table,

    async exists() {
      const rows = await session.query<{ found: number }>('look for the history table', sql.tableExists(), [
        name.schema,
        name.table,
      ]);
      there = Number(rows[0]?.found) > 0;
      return there;
    },

    isThere: () => there ?? false,

    async create() {
      await session.query('create the history table', sql.createTable(name));
      isOwn = there === false;
      there = true;
    },

    async rows() {
      const rows = (await isThereNow()) ? await readRows(session, name) : undefined;
      there = rows !== undefined;
      if (!rows) return [];
      ranks = rows.map(({ installed_rank: rank }) => rank);
      return rows.map((row) => toRow(row, name));
    },

    lastRank() {
      return ranks.at(-1) ?? 0;
    },

    async add(row) {
      const first = row.type === 'SCHEMA' ? 0 : 1;
      await session.query('write the history', sql.insertRow(name, first), insertValues(row));
      const last = ranks.at(-1);
      ranks.push(last === undefined ? first : last + 1);
    },

    async check(rows) {
      const state = (await isThereNow()) ? (isOwn ? 'just made' : 'exists') : 'missing';
      return checkTable(session, name, rows, state);
    },

    async requireWritable() {
      if (!isOwn && (await isThereNow())) await session.query('write the history', sql.insertNothing(name));
    },

    async remove(row) {
      await session.query('repair the history', sql.deleteRow(name), [row.installedRank]);
      ranks = ranks.filter((rank) => rank !== row.installedRank);
    },

    async align(row, migration) {
      const type = migration.category === 'Baseline' ? 'SQL_BASELINE' : 'SQL';
      const values = [migration.description, type, migration.checksum, row.installedRank];
      await session.query('repair the history', sql.alignRow(name), values);
    },
  };
  return history;
}

/** Undefined when somebody has dropped it since it was seen. */
async function readRows(session: Querying, name: sql.TableName): Promise<readonly StoredRow[] | undefined> {
  try {
    return await session.query<StoredRow>('read the history', sql.selectRows(name));
  } catch (error) {
    if (error instanceof QueryError && [1146, 1049].includes(error.fault.errno ?? 0)) return undefined;
    throw missingColumn(error, name) ?? error;
  }
}

/** The server names the first one that is not there (1054). */
function missingColumn(error: unknown, name: sql.TableName): HistoryTableError | undefined {
  if (!(error instanceof QueryError) || error.fault.errno !== 1054) return undefined;
  const column = sql.historyColumns.find((known) => error.fault.message.includes(`'${known}'`));
  return column && new HistoryTableError(sql.qualifiedName(name), { kind: 'column missing', column });
}

interface StoredRow {
  readonly installed_rank: number;
  readonly version: string | null;
  readonly description: string;
  readonly type: string;
  readonly script: string;
  /** Of other types only in a table that was tampered with. */
  readonly checksum: unknown;
  readonly installed_by: string;
  readonly installed_on: string;
  readonly installed_epoch: string | number | null;
  readonly execution_time: number;
  readonly success: number;
}

function toRow(stored: StoredRow, name: sql.TableName): HistoryRow {
  const wrong = (column: keyof StoredRow) =>
    new HistoryTableError(sql.qualifiedName(name), {
      kind: 'value wrong',
      column: column === 'installed_epoch' ? 'installed_on' : column,
      rank: stored.installed_rank,
      value: String(stored[column]),
    });
  const version = stored.version === null ? undefined : parseVersion(stored.version);
  if (stored.version !== null && !version) throw wrong('version');
  if (!isChecksum(stored.checksum)) throw wrong('checksum');
  if (stored.installed_epoch === null) throw wrong('installed_epoch');
  return {
    installedRank: stored.installed_rank,
    ...(version && { version }),
    description: stored.description,
    type: stored.type,
    script: stored.script,
    checksum: stored.checksum,
    installedBy: stored.installed_by,
    installedOn: stored.installed_on,
    installedAt: new Date(Number(stored.installed_epoch) * 1000),
    executionTime: stored.execution_time,
    success: Boolean(stored.success),
  };
}

/** The column may be of a type that holds more than Flyway's INT. */
function isChecksum(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && (value | 0) === value);
}

function insertValues(row: NewHistoryRow): (string | number | boolean | null)[] {
  return [
    row.version?.text ?? null,
    row.description,
    row.type,
    row.script,
    row.checksum,
    row.installedBy || null,
    row.executionTime,
    row.success,
  ];
}
