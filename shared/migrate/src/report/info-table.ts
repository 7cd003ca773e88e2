import type { MigrationInfo } from '../model.ts';
import { isFailed } from '../plan/findings.ts';
import { isSynthetic, isUndo, rowType } from '../plan/row-kinds.ts';

/** Flyway's `info` table, character by character: columns as wide as their longest text. */
export function infoTable(infos: readonly MigrationInfo[]): string {
  const rows = infos.map(cells);
  const widths = columns.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const border = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  const body = rows.length > 0 ? rows.map(line) : [`| ${'No migrations found'.padEnd(border.length - 4)} |`];
  return [border, line(columns), border, ...body, border].join('\n');
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
