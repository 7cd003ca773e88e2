import { RefusedError } from '../errors.ts';
import type { HistoryRow, NewHistoryRow } from '../model.ts';
import type { Session } from '../session.ts';
import { parseVersion } from '../version.ts';
import type { History } from './history.ts';
import * as sql from './sql.ts';

/** The history in a table of the server; every statement goes through `session`, into its open transaction. */
export function mysqlHistory(session: Session, name: sql.TableName): History {
  const history: History = {
    table: name.table,

    async exists() {
      const rows = await session.query<{ found: number }>('look for the history table', sql.tableExists(), [
        name.schema,
        name.table,
      ]);
      return Number(rows[0]?.found) > 0;
    },

    async create() {
      await session.query('create the history table', sql.createTable(name));
    },

    async rows() {
      if (!(await history.exists())) return [];
      const rows = await session.query<StoredRow>('read the history', sql.selectRows(name));
      return rows.map((row) => toRow(row, name));
    },

    async add(row) {
      const first = row.type === 'SCHEMA' ? 0 : 1;
      await session.query('write the history', sql.insertRow(name, first), insertValues(row));
    },

    async remove(row) {
      await session.query('repair the history', sql.deleteRow(name), [row.installedRank]);
    },

    async align(row, migration) {
      const type = migration.category === 'Baseline' ? 'SQL_BASELINE' : 'SQL';
      const values = [migration.description, type, migration.checksum, row.installedRank];
      await session.query('repair the history', sql.alignRow(name), values);
    },
  };
  return history;
}

interface StoredRow {
  readonly installed_rank: number;
  readonly version: string | null;
  readonly description: string;
  readonly type: string;
  readonly script: string;
  readonly checksum: number | null;
  readonly installed_by: string;
  readonly installed_on: string;
  readonly installed_epoch: string | number;
  readonly execution_time: number;
  readonly success: number;
}

function toRow(stored: StoredRow, name: sql.TableName): HistoryRow {
  const version = stored.version === null ? undefined : parseVersion(stored.version);
  if (stored.version !== null && !version) {
    throw new RefusedError(
      'ERROR',
      `${sql.qualifiedName(name)}, row ${stored.installed_rank}: "${stored.version}" is not a version. Correct that row by hand; versions are numbers with dots, as in 2.10.3.`,
    );
  }
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
