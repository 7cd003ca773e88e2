import { RefusedError } from '../errors.ts';
import type { HistoryRow } from '../model.ts';
import { compareVersions, sameVersion, type Version } from '../version.ts';
import { isSynthetic, isUndo } from './row-kinds.ts';

/** A row with what later rows say about it. */
export interface Applied {
  readonly row: HistoryRow;
  deleted: boolean;
  undone: boolean;
  outOfOrder: boolean;
}

/** Versioned rows by rank, without the DELETE rows that did their work. */
export function applyVersionedRows(rows: readonly HistoryRow[]): Applied[] {
  const applied: Applied[] = [];
  for (const row of rows) {
    if (!row.version) continue;
    if (row.type === 'DELETE' && row.success) markDeleted(row.version, applied);
    else if (isUndo(row) && row.success) markUndone(row.version, applied);
    if (row.type !== 'DELETE' || !row.success) applied.push(unmarked(row));
  }
  return applied;
}

/** Rows of repeatables and of created schemas, by rank; DELETE rows among them, as Flyway lists them. */
export function applyRepeatableRows(rows: readonly HistoryRow[]): Applied[] {
  const applied: Applied[] = [];
  for (const row of rows) {
    if (row.version) continue;
    applied.push(unmarked(row));
    if (row.type !== 'DELETE' || !row.success) continue;
    const latest = applied.findLast(
      (entry) => !isSynthetic(entry.row) && entry.row.description === row.description,
    );
    if (latest) latest.deleted = true;
  }
  return applied;
}

function unmarked(row: HistoryRow): Applied {
  return { row, deleted: false, undone: false, outOfOrder: false };
}

function markDeleted(version: Version, applied: readonly Applied[]): void {
  const latest = applied.findLast(
    ({ row }) => !isSynthetic(row) && !isUndo(row) && sameVersion(row.version, version),
  );
  if (!latest) return;
  if (latest.deleted) {
    throw new RefusedError(
      'DUPLICATE_DELETED_MIGRATION',
      `Corrupted schema history: multiple delete entries for version ${version.text}. Remove one of the DELETE rows of that version from the history table.`,
    );
  }
  latest.deleted = true;
}

function markUndone(version: Version, applied: readonly Applied[]): void {
  const latest = applied.findLast(
    ({ row }) => !isSynthetic(row) && !isUndo(row) && sameVersion(row.version, version),
  );
  if (latest) latest.undone = true;
}

/** Marks what was applied below a higher version, and returns the highest version in effect. */
export function markOutOfOrder(versioned: readonly Applied[]): Version | undefined {
  let last: Version | undefined;
  for (const applied of versioned) {
    const { version } = applied.row;
    if (!version || isUndo(applied.row) || applied.row.type === 'DELETE') continue;
    if (last && compareVersions(version, last) <= 0) applied.outOfOrder = true;
    else if (!applied.deleted && !applied.undone) last = version;
  }
  return last;
}
