import type { HistoryRow, StepRow } from '../model.ts';

/** A row that is planned, as it will stand in the history, so that states can be computed before it is written. */
export function virtualRow(row: StepRow, installedRank: number): HistoryRow {
  return {
    ...row,
    installedRank,
    installedBy: '',
    installedOn: '',
    installedAt: new Date(0),
    executionTime: 0,
    success: true,
  };
}
