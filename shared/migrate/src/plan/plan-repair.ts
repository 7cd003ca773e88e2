import type { IgnorePattern } from '../config/config.ts';
import type { HistoryRow, MigrationInfo, Plan, State, Step } from '../model.ts';
import { abbreviate, isIgnoredState } from './findings.ts';
import { isSynthetic, isUndo, rowType } from './row-kinds.ts';
import { checksumMatches } from './states.ts';

/** Steps that take failed rows out. They come first: states are computed again from the rows that remain. */
export function planRemoval(rows: readonly HistoryRow[]): readonly Extract<Step, { kind: 'remove' }>[] {
  return rows.filter(({ success }) => !success).map((row) => ({ kind: 'remove', row }));
}

/** Steps that mark missing migrations as deleted and align rows with their files. */
export function planRepair(infos: readonly MigrationInfo[], ignore: readonly IgnorePattern[]): Plan {
  return { steps: [...infos.flatMap((info) => markDeleted(info, ignore)), ...infos.flatMap(align)] };
}

const missingStates: readonly State[] = ['Missing', 'Failed (Missing)', 'Future', 'Failed (Future)'];

function markDeleted({ state, row }: MigrationInfo, ignore: readonly IgnorePattern[]): Step[] {
  if (!row || isSynthetic(row) || isUndo(row) || !missingStates.includes(state)) return [];
  if (isIgnoredState(state, row.version !== undefined, ignore)) return [];
  const { version, description, script, checksum } = row;
  return [
    { kind: 'write', row: { ...(version && { version }), description, type: 'DELETE', script, checksum } },
  ];
}

function align({ state, row, migration }: MigrationInfo): Step[] {
  if (!row || !migration || isSynthetic(row) || state === 'Undone' || state === 'Ignored') return [];
  const description = abbreviate(migration.description);
  const needed = migration.version
    ? !checksumMatches(migration, row) || row.description !== description || row.type !== rowType(migration)
    : row.checksum === migration.equivalentChecksum && row.checksum !== migration.checksum;
  return needed ? [{ kind: 'align', row, migration: { ...migration, description } }] : [];
}
