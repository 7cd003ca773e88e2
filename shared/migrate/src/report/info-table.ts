import type { MigrationInfo } from '../model.ts';
import { isFailed } from '../plan/findings.ts';
import { isSynthetic, isUndo, rowType } from '../plan/row-kinds.ts';
import { textTable } from './text-table.ts';

/** Flyway's `info` table, character by character. */
export function infoTable(infos: readonly MigrationInfo[]): string {
  return textTable(columns, infos.map(cells), 'No migrations found');
}

/** What Flyway's `-migrationIds` prints, and its paid `cherryPick` takes. */
export function migrationIds(infos: readonly MigrationInfo[]): string {
  return infos
    .filter(({ row }) => !row || !isUndo(row))
    .map(({ row, migration }) => (row ?? migration)?.version?.text ?? (row ?? migration)?.description)
    .join(',');
}

const columns = ['Category', 'Version', 'Description', 'Type', 'Installed On', 'State', 'Undoable'];

function cells(info: MigrationInfo): string[] {
  const { row, migration, state } = info;
  return [
    categoryOf(info),
    (row ?? migration)?.version?.text ?? '',
    (row ?? migration)?.description ?? '',
    typeOf(info),
    row?.installedOn ?? '',
    state,
    undoable(info),
  ];
}

/** Flyway's category; empty for rows that stand for no file. */
export function categoryOf({ row, migration }: MigrationInfo): string {
  if (row && isSynthetic(row)) return '';
  if (row && isUndo(row)) return 'Undo';
  if (!(row ?? migration)?.version) return 'Repeatable';
  return row?.type === 'SQL_BASELINE' || (!row && migration?.category === 'Baseline')
    ? 'Baseline'
    : 'Versioned';
}

/** `SQL`, `SQL_BASELINE`, `DELETE` …; SPRING_JDBC, which Flyway 5 and older wrote, is shown as JDBC. */
export function typeOf({ row, migration }: MigrationInfo): string {
  if (row) return row.type === 'SPRING_JDBC' ? 'JDBC' : row.type;
  return migration ? rowType(migration) : '';
}

/** Yes, No, or nothing where undoing has no meaning. */
export function undoable({ row, migration, undo, state }: MigrationInfo): string {
  const isOver = state === 'Deleted' || state === 'Undone' || row?.type === 'DELETE' || (row && isUndo(row));
  if (!(row ?? migration)?.version || isOver) return '';
  return undo && !isFailed(state) ? 'Yes' : 'No';
}
