import {
  ConnectionError,
  DuplicateMigrationError,
  RefusedError,
  UndoError,
  ValidateError,
  type MigrateError,
  type StatementPlace,
} from '../../errors.ts';
import type { RunRecord } from '../../execute/run-record.ts';
import { structureHash } from '../../plan/structure-hash.ts';
import {
  InterruptedError,
  LockError,
  PartialRunError,
  StatementError,
  type AppliedStep,
} from '../../run-errors.ts';
import { BecameReadOnlyError, NotWritableError } from '../../server-errors.ts';
import { codeTexts } from '../codes.ts';
import { describeError } from '../describe-error.ts';
import { describeInDoubt } from '../describe-in-doubt.ts';
import { describeLock } from '../describe-lock.ts';
import { these } from '../describe-unfinished.ts';
import type { Report } from '../json.ts';
import { remediesOf } from '../remedies.ts';
import { reportText } from '../text.ts';
import type { Outcome } from './evidence.ts';

/** How a run ended, how far it came, and what to do. */
export interface EvidenceResult {
  /**
   * - `started`: it has not ended; of a process that is no more, it was killed
   * - `refused`: nothing was changed
   * - `failed`, `interrupted`: what `applied` and `stoppedAt` say is in the database
   */
  readonly outcome: 'started' | 'success' | 'refused' | 'failed' | 'interrupted';
  readonly summary: string;
  readonly errorCode: string | null;
  /** Scripts and rows that were finished and committed, in order. */
  readonly applied: readonly { readonly script: string; readonly milliseconds: number }[];
  readonly stoppedAt: StoppedAt | null;
  /** Scripts that were not begun. */
  readonly notRun: readonly string[];
  /** Whole sentences. */
  readonly next: readonly string[];
}

/** The statement that failed, or at which the run was stopped. */
interface StoppedAt {
  readonly script: string;
  readonly statement: number;
  readonly line: number;
  /** Number of statements in the script. */
  readonly statements: number;
  /** Statements 1 … committed are in the database for good. */
  readonly committed: number;
}

/** The result as it is told; never in the words of the server, which repeat parts of statements. */
export function resultOf(outcome: Outcome, record: RunRecord): EvidenceResult {
  switch (outcome.kind) {
    case 'started':
      return { ...nothing, outcome: 'started', summary: startedSummary, next: startedNext };
    case 'done':
      return {
        ...nothing,
        outcome: 'success',
        summary: reportText(outcome.report),
        applied: appliedOf(outcome.report),
      };
    case 'failed':
      return failedResult(outcome.error, record);
  }
}

const nothing = { errorCode: null, applied: [], stoppedAt: null, notRun: [], next: [] } as const;

const startedSummary = 'Begun. Nothing is known of its end yet.';
const startedNext = [
  'When the process is still there, wait for it.',
  'Otherwise it was killed: nilecare-migrate info tells how far it came, and the next migrate goes on.',
] as const;

function failedResult(error: MigrateError, record: RunRecord): EvidenceResult {
  const partial = error instanceof PartialRunError ? error : undefined;
  const cause = partial?.cause ?? error;
  return {
    outcome: outcomeOf(cause, record),
    summary: [summaryOf(cause), ...(partial ? describeInDoubt(partial) : [])].join(' '),
    errorCode: cause.code,
    applied: (partial?.applied ?? []).map(appliedStep),
    stoppedAt: stopOf(cause),
    notRun: (partial?.notRun ?? []).map(({ row }) => row.script),
    next: nextOf(cause),
  };
}

function outcomeOf(cause: MigrateError, record: RunRecord): EvidenceResult['outcome'] {
  if (cause instanceof InterruptedError) return 'interrupted';
  return isUntouched(record) ? 'refused' : 'failed';
}

/** Nothing was sent for a file, no row changed, and what the schemas are made of is as it was. */
function isUntouched({ deeds, seen, after }: RunRecord): boolean {
  if (deeds.some(({ kind }) => kind === 'statement' || kind === 'row')) return false;
  return !seen || (after !== undefined && structureHash(after) === structureHash(seen.before));
}

/** Errors whose sentences are made of settings, names and numbers; others may repeat a statement. */
const tellable = [
  BecameReadOnlyError,
  ConnectionError,
  DuplicateMigrationError,
  InterruptedError,
  NotWritableError,
  RefusedError,
  UndoError,
  ValidateError,
] as const;

function summaryOf(cause: MigrateError): string {
  if (cause instanceof StatementError) return statementSummary(cause);
  if (cause instanceof LockError) return describeLock(cause, 'no statement');
  if (tellable.some((each) => cause instanceof each)) return describeError(cause);
  return `Ended with the error ${cause.code}. What the program said of it stands in its output.`;
}

function statementSummary({ migration, statement, total, committed, fault }: StatementError): string {
  const number = fault.errno === undefined ? '' : ` with error ${fault.errno}`;
  const state = fault.sqlState === undefined ? '' : ` (SQL state ${fault.sqlState})`;
  const kept = committed === 0 ? 'none' : these(committed);
  return `Statement ${statement.number} of ${total} of ${migration.script}, line ${statement.line}, failed${number}${state}. Committed of it: ${kept}.`;
}

function nextOf(cause: MigrateError): readonly string[] {
  if (cause instanceof StatementError) return remediesOf(cause, 'schema');
  return [codeTexts[cause.code].remedy];
}

function stopOf(cause: MigrateError): StoppedAt | null {
  const place = placeOf(cause);
  if (!place) return null;
  const { migration, statement, total, committed } = place;
  return {
    script: migration.script,
    statement: statement.number,
    line: statement.line,
    statements: total,
    committed,
  };
}

function placeOf(cause: MigrateError): StatementPlace | undefined {
  if (cause instanceof StatementError) return cause;
  if (cause instanceof InterruptedError) return cause.at;
  const during = cause instanceof ConnectionError ? cause.during : undefined;
  return during?.kind === 'statement' ? during : undefined;
}

function appliedOf(report: Report): EvidenceResult['applied'] {
  return 'applied' in report ? report.applied.map(appliedStep) : [];
}

function appliedStep({ step, executionTime }: AppliedStep) {
  return { script: step.row.script, milliseconds: executionTime };
}
