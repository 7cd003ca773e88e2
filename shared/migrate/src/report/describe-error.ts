import {
  ConfigurationError,
  ConnectionError,
  DuplicateMigrationError,
  type MigrateError,
  problemLine,
  QueryError,
  RefusedError,
  ScriptError,
  UndoError,
  ValidateError,
  type ServerFault,
} from '../errors.ts';
import { HistoryTableError } from '../history-errors.ts';
import { JournalTableError } from '../journal-errors.ts';
import { EngineError } from '../engine-errors.ts';
import {
  FailedMigrationError,
  InterruptedError,
  LockError,
  PartialRunError,
  StatementError,
} from '../run-errors.ts';
import {
  ChangedStatementError,
  HalfUndoError,
  LostSessionError,
  UnknownStateError,
} from '../resume-errors.ts';
import { BecameReadOnlyError, NotWritableError } from '../server-errors.ts';
import { describeConnection } from './describe-connection.ts';
import { describeEngine } from './describe-engine.ts';
import { describeFinding } from './describe-finding.ts';
import { describeHistoryTable } from './describe-history.ts';
import { describeChanged, describeHalfUndo, describeLost, describeUnknown } from './describe-resume-error.ts';
import { describeInDoubt } from './describe-in-doubt.ts';
import { describeLock } from './describe-lock.ts';
import { describeObstruction, describeSwitch } from './describe-obstruction.ts';
import { describeJournalTable } from './describe-journal.ts';
import { describeStatement } from './describe-statement.ts';
import { describeStop } from './describe-stop.ts';
import { describeFailed } from './describe-unfinished.ts';

/** What a user reads of an error: what happened, what was expected, what to do next. No stack trace, no secret. */
export function describeError(error: MigrateError): string {
  if (error instanceof PartialRunError) return describePartialRun(error);
  if (error instanceof StatementError) return describeStatement(error);
  if (error instanceof ConnectionError) return describeConnection(error);
  if (error instanceof ValidateError) return describeFindings(error);
  if (error instanceof ConfigurationError) return error.problems.map(problemLine).join('\n');
  if (error instanceof ScriptError) return describeScripts(error);
  if (error instanceof DuplicateMigrationError) return describeDuplicate(error);
  if (error instanceof FailedMigrationError) return describeFailedRow(error);
  if (error instanceof HistoryTableError) return describeHistoryTable(error);
  if (error instanceof JournalTableError) return describeJournalTable(error);
  if (error instanceof LockError) return describeLock(error);
  if (error instanceof NotWritableError) return describeObstruction(error);
  if (error instanceof UndoError) return describeUndo(error);
  if (error instanceof BecameReadOnlyError) return describeSwitch(error);
  if (error instanceof QueryError) return describeQuery(error);
  if (error instanceof EngineError) return describeEngine(error);
  if (error instanceof UnknownStateError) return describeUnknown(error);
  if (error instanceof ChangedStatementError) return describeChanged(error);
  if (error instanceof LostSessionError) return describeLost(error);
  if (error instanceof HalfUndoError) return describeHalfUndo(error);
  if (error instanceof InterruptedError) return describeStop(error);
  if (error instanceof RefusedError) return error.message;
  return error.message;
}

/** `1062 (23000) Duplicate entry …`, as the server said it. */
export function describeFault({ errno, sqlState, message }: ServerFault): string {
  const number = errno === undefined ? '' : `${errno} `;
  const state = sqlState === undefined ? '' : `(${sqlState}) `;
  return `${number}${state}${message}`;
}

function describePartialRun(error: PartialRunError): string {
  const { cause, applied, notRun, facts } = error;
  if (facts?.operation === 'verify-undo') return describeVerification(cause);
  const done = applied.filter(({ step }) => step.kind === 'run' || step.kind === 'undo').length;
  const before = done === 0 ? 'Nothing was applied before it' : `${done} applied before it and kept`;
  const end = `${notRun.length} not begun.`;
  return cause instanceof InterruptedError
    ? `${describeError(cause)}\n${done} applied and kept; ${end} Run the command again to go on.`
    : [describeError(cause), ...describeInDoubt(error), `${before}; ${end}`].join('\n');
}

/** What is committed, and how to repair it, would be said of a schema that is no more. */
function describeVerification(cause: MigrateError): string {
  const what =
    cause instanceof StatementError ? describeStatement(cause, 'scratch schema') : describeError(cause);
  return `${what}\nThis was in a scratch schema. Nothing was changed.`;
}

function describeFindings({ findings }: ValidateError): string {
  return ['Validate failed: Migrations have failed validation', ...findings.map(describeFinding)].join('\n');
}

function describeScripts({ problems }: ScriptError): string {
  const lines = problems.map(({ path, line, column, message }) => {
    const position = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`;
    return `${path}${position}: ${message}`;
  });
  return [...lines, 'Nothing was sent to the server.'].join('\n');
}

function describeDuplicate({ migrations: [first, second], code }: DuplicateMigrationError): string {
  const what =
    code === 'DUPLICATE_REPEATABLE_MIGRATION'
      ? `repeatable migration with description ${first.description}`
      : `${code === 'DUPLICATE_UNDO_MIGRATION' ? 'undo ' : ''}migration with version ${first.version?.text ?? ''}`;
  return `Found more than one ${what}\nOffenders:\n-> ${first.path}\n-> ${second.path}\nGive one of them another ${first.version ? 'version' : 'description'}.`;
}

function describeFailedRow({ row, unfinished }: FailedMigrationError): string {
  const what = row.version
    ? `migration to version ${row.version.text}`
    : `repeatable migration (${row.description})`;
  return `The schema contains a failed ${what}: ${row.script}, run on ${row.installedOn} by ${row.installedBy}.\n${unfinished ? describeFailed(unfinished) : unknownFailure}`;
}

const unknownFailure =
  'How far it came is not known: the journal holds nothing of it.\nRemove what it left behind, then run repair, then go on.';

function describeUndo({ withoutUndo }: UndoError): string {
  const lines = withoutUndo.map(
    ({ version, script }) => `-> ${version?.text ?? ''} (${script}): no U${version?.text ?? ''}__….sql`,
  );
  return [
    'Cannot undo: these applied versions have no undo file.',
    ...lines,
    'Add the files, or choose a higher -target. Nothing was touched.',
  ].join('\n');
}

function describeQuery({ purpose, fault }: QueryError): string {
  const next = queryRemedy(fault.errno);
  return `Could not ${purpose}: ${describeFault(fault)}${next === undefined ? '' : `\n${next}`}`;
}

function queryRemedy(errno: number | undefined): string | undefined {
  switch (errno) {
    case 1044:
    case 1142:
    case 1227:
    case 1370:
      return 'This account lacks a privilege: ask an administrator for it, or use another account.';
    case 1047:
      return 'The node is not in the primary component of its Galera cluster: connect to one that is in it, or bring the others back first.';
    case 1100:
      return 'The script left tables locked. What it committed stays; let it end with UNLOCK TABLES.';
    case 1792:
      return 'The script left the session read-only. What it committed stays; let it end with SET SESSION TRANSACTION READ WRITE.';
    default:
      return undefined;
  }
}
