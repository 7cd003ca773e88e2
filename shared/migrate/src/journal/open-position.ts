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
  /** The failed row is of another tool, which has run the file since: what the position says holds no more. */
  readonly isOvertaken?: true;
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
  // In a shared transaction the rows before it were rolled back, and it has the rank of one of them.
  const candidates =
    position.state === 'failed' ? rows.filter(({ script }) => script === position.script) : own;
  const row = candidates.findLast(({ success }) => !success);
  if (row)
    return {
      kind: 'failed',
      record,
      position,
      row,
      ...(isNewer(row, record, position) && { isOvertaken: true }),
    };
  return position.state === 'failed' ? undefined : { kind: 'interrupted', record, position };
}

/**
 * The run that writes a failed row writes the journal with it; one that goes on with a failed script finds the row there.
 * By the server's clock, which gives a row whole seconds.
 */
function isNewer(
  { installedAt }: HistoryRow,
  { startedAt, endedAt }: JournalRecord,
  { state }: Position,
): boolean {
  const latest = state === 'failed' ? endedAt : startedAt;
  return latest !== undefined && installedAt.getTime() > Date.parse(`${latest.replace(' ', 'T')}Z`);
}
