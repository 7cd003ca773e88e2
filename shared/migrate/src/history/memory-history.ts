import type { HistoryRow } from '../model.ts';
import type { History } from './history.ts';

/** The history without a server: the twin by which the contract of {@link History} is tested. */
export function memoryHistory(table: string, initial?: readonly HistoryRow[]): History {
  let rows: HistoryRow[] | undefined = initial && [...initial];
  return {
    table,
    exists: () => Promise.resolve(rows !== undefined),
    isThere: () => rows !== undefined,
    create: () => {
      rows ??= [];
      return Promise.resolve();
    },
    rows: () => Promise.resolve([...(rows ?? [])]),
    lastRank: () => rows?.at(-1)?.installedRank ?? 0,
    add: (row) => {
      const before = row.type === 'SCHEMA' ? -1 : 0;
      const installedRank = Math.max(before, ...(rows ?? []).map((each) => each.installedRank)) + 1;
      const installedAt = new Date();
      const installedOn = installedAt.toISOString().slice(0, 19).replace('T', ' ');
      if (!rows) return Promise.reject(new Error('the history does not exist'));
      rows.push({
        ...row,
        installedBy: row.installedBy || 'memory',
        installedRank,
        installedOn,
        installedAt,
      });
      return Promise.resolve();
    },
    check: () => Promise.resolve([]),
    requireWritable: () => Promise.resolve(),
    remove: ({ installedRank }) => {
      rows = rows?.filter((row) => row.installedRank !== installedRank || row.success);
      return Promise.resolve();
    },
    align: ({ installedRank }, { description, category, checksum }) => {
      const type = category === 'Baseline' ? 'SQL_BASELINE' : 'SQL';
      rows = rows?.map((row) =>
        row.installedRank === installedRank ? { ...row, description, type, checksum } : row,
      );
      return Promise.resolve();
    },
  };
}
