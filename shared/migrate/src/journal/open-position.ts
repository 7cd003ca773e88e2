import type { HistoryRow } from '../model.ts';
import type { JournalRecord, Position } from './journal.ts';

/** A script that was begun and not finished, as journal and history tell together. */
export interface OpenPosition {
  /** `failed`: a statement failed and the history says so. `interrupted`: no end of it is recorded in the history. */
  readonly kind: 'interrupted' | 'failed';
  readonly record: JournalRecord;
  readonly position: Position;
  /** The failed row; present when it failed. */
  readonly row?: HistoryRow;
}

/**
 * The unfinished scripts, newest first; with the engine's own doing there is one at most, unless failed migrations were
 * ignored and others run behind them.
 *
 * A failed script whose row is gone was repaired by a tool that does not know the journal, and one with a row of success
 * was finished by it: neither is open. Nor is one of a history that is gone: of the rows that it began behind, only a
 * failed one of its own can have been taken out.
 */
export function openPositions(
  records: readonly JournalRecord[],
  rows: readonly HistoryRow[],
): readonly OpenPosition[] {
  const seen = new Set<string>();
  return records.flatMap((record) => {
    const { position } = record;
    if (!position || seen.has(position.script)) return [];
    seen.add(position.script);
    const open = judge(record, position, rows);
    return open ? [open] : [];
  });
}

/** The newest of {@link openPositions}. */
export function openPosition(
  records: readonly JournalRecord[],
  rows: readonly HistoryRow[],
): OpenPosition | undefined {
  return openPositions(records, rows)[0];
}

function judge(
  record: JournalRecord,
  position: Position,
  rows: readonly HistoryRow[],
): OpenPosition | undefined {
  if (position.state === 'done' || position.state === 'resolved') return undefined;
  const greatestRank = Math.max(0, ...rows.map(({ installedRank }) => installedRank));
  if (greatestRank < position.afterRank - 1) return undefined;
  const own = rows.filter(
    ({ script, installedRank }) => script === position.script && installedRank > position.afterRank,
  );
  if (own.some(({ success }) => success)) return undefined;
  const row = own.findLast(({ success }) => !success);
  if (row) return { kind: 'failed', record, position, row };
  return position.state === 'failed' ? undefined : { kind: 'interrupted', record, position };
}
