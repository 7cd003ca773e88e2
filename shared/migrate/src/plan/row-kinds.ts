import type { HistoryRow, Migration } from '../model.ts';

/** The `type` that a row of this migration gets. */
export function rowType({ category }: Migration): string {
  return category === 'Baseline' ? 'SQL_BASELINE' : 'SQL';
}

/** Rows that stand for no file: schema creation, baseline, deletion. */
export function isSynthetic({ type }: HistoryRow): boolean {
  return type === 'SCHEMA' || type === 'BASELINE' || type === 'DELETE';
}

/** Rows written by Flyway Teams' undo; this engine writes DELETE rows instead, which every edition can read. */
export function isUndo({ type }: HistoryRow): boolean {
  return type === 'UNDO_SQL' || type === 'UNDO_JDBC' || type === 'UNDO_SCRIPT';
}

/** Rows that say: everything up to here is there. */
export function isBaseline({ type }: HistoryRow): boolean {
  return type === 'BASELINE' || type.endsWith('_BASELINE');
}
