import type { Column, Table } from '../catalog/model.ts';
import { privacyMark } from '../catalog/privacy-mark.ts';
import { keyMarks, type KeyMark } from './key-marks.ts';

/** A table as it is drawn, without a place yet. Lengths are in CSS pixels. */
export interface Box {
  readonly table: string;
  readonly comment: string;
  readonly rows: readonly BoxRow[];
  /** Columns that are not drawn. */
  readonly hidden: number;
  readonly width: number;
  readonly height: number;
}

/** A column as it is drawn. */
export interface BoxRow {
  readonly name: string;
  /** Short: `enum` without its values; with a question mark when it may be NULL. */
  readonly type: string;
  readonly marks: readonly KeyMark[];
  readonly privacy: 'PHI' | 'PII' | undefined;
}

/** Which columns are drawn: every one, or those of primary, foreign and unique keys. */
export type ShownColumns = 'all' | 'keys';

/** Widths hold for any monospaced font: the widest usual one takes 0.61 em a letter. */
export const measures = {
  fontSize: 12,
  letter: 12 * 0.61,
  titleLetter: 13 * 0.66,
  header: 30,
  row: 18,
  padding: 10,
  mark: 24,
} as const;

/** A table as a box that is large enough for its texts. */
export function boxOf(table: Table, shown: ShownColumns): Box {
  const all = table.columns.map((column) => rowOf(table, column));
  const rows = all.filter(({ marks }) => shown === 'all' || marks.length > 0);
  const hidden = all.length - rows.length;
  const lines = rows.length + (hidden > 0 ? 1 : 0);
  return {
    table: table.name,
    comment: table.comment,
    rows,
    hidden,
    width: Math.ceil(Math.max(titleWidth(table.name), ...rows.map(rowWidth))),
    height: measures.header + lines * measures.row + measures.padding,
  };
}

/** Distance of the middle of a column's row from the top of its box. */
export function rowOffset({ rows }: Box, column: string): number {
  const index = rows.findIndex(({ name }) => name === column);
  return measures.header + measures.padding / 2 + (Math.max(index, 0) + 0.5) * measures.row;
}

/** Room for the marks, which stand in front of the name. */
export function marksWidth({ rows }: Pick<Box, 'rows'>): number {
  return measures.mark * Math.max(1, ...rows.map(({ marks }) => marks.length));
}

function rowOf(table: Table, { name, type, nullable, comment }: Column): BoxRow {
  const short = type.replace(/^(enum|set)\(.*\)$/s, '$1');
  return {
    name,
    type: nullable ? `${short}?` : short,
    marks: keyMarks(table, name),
    privacy: privacyMark(comment),
  };
}

function titleWidth(name: string): number {
  return name.length * measures.titleLetter + 2 * measures.padding;
}

function rowWidth(row: BoxRow, _index: number, rows: readonly BoxRow[]): number {
  const letters = row.name.length + 2 + row.type.length + (row.privacy ? 4 : 0);
  return marksWidth({ rows }) + letters * measures.letter + 2 * measures.padding;
}
