import type { DatabaseOutcome } from '../../commands/many/many.ts';
import type { Report } from '../json.ts';

/** The commands of a call that were run on one database to their ends. */
export interface Finished {
  readonly reports: readonly Report[];
  /** False when evidence that was asked for is missing. */
  readonly isProven: boolean;
}

/** One of the databases of a call, and what became of it. */
export interface DatabaseResult {
  readonly name: string;
  /** Folder of its project; absent where the databases have one project. */
  readonly project?: string;
  readonly database: string;
  readonly warnings: readonly string[];
  readonly outcome: DatabaseOutcome<Finished>;
  /** Also those of commands in front of one that failed. */
  readonly reports: readonly Report[];
}

/** In one word or two. */
export type Status = 'done' | 'invalid' | 'no evidence' | 'failed' | 'stopped' | 'not begun';

export function statusOf({ outcome }: Pick<DatabaseResult, 'outcome'>): Status {
  if (outcome.kind !== 'done') return outcome.kind;
  return finishedStatus(outcome.result);
}

/** Of a database whose commands have run: Flyway exits with 0 when a validation fails, and this engine does not. */
export function finishedStatus({ reports, isProven }: Finished): 'done' | 'invalid' | 'no evidence' {
  if (!isProven) return 'no evidence';
  const isInvalid = reports.some((report) => report.operation === 'validate' && report.findings.length > 0);
  return isInvalid ? 'invalid' : 'done';
}
