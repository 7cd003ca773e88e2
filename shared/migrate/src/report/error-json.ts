import {
  ConnectionError,
  ScriptError,
  UnvalidatedError,
  type MigrateError,
  type ServerFault,
} from '../errors.ts';
import {
  FailedMigrationError,
  InterruptedError,
  PartialRunError,
  StatementError,
  type StopPlace,
} from '../run-errors.ts';
import { UnknownStateError } from '../resume-errors.ts';
import { quoteName } from '../history/sql.ts';
import { positionIn } from '../source/statement-position.ts';
import { describeError } from './describe-error.ts';
import { explainFault } from './explain-fault.ts';
import { appliedFields, startFields, totalTime } from './json.ts';
import { locateFault } from './locate-fault.ts';
import { redactMessage } from './redact.ts';
import { remediesOf, type RunPlace } from './remedies.ts';
import { resumeFields } from './resume-json.ts';
import { unfinishedField } from './unfinished-json.ts';

/** Flyway's error object; of a broken run with what was applied before it. */
export function errorJson(error: MigrateError): Readonly<Record<string, unknown>> {
  const cause = error instanceof PartialRunError ? error.cause : error;
  const fault = faultOf(cause);
  const script = scriptOf(cause);
  return {
    error: {
      errorCode: cause.code,
      sqlState: fault?.sqlState ?? null,
      sqlErrorCode: fault?.errno ?? null,
      message: describeError(error),
      lineNumber: script?.statement.line ?? null,
      path: script?.migration.path ?? null,
      stackTrace: null,
      ...(cause instanceof StatementError && statementFields(cause, placeOf(error))),
      ...(cause instanceof InterruptedError && cause.at && stopFields(cause.at)),
      ...(cause instanceof ScriptError && { problems: cause.problems }),
      ...(cause instanceof FailedMigrationError && unfinishedField(cause)),
      ...resumeFields(cause),
      cause: fault
        ? { message: script ? redactMessage(fault.message, script.statement.text) : fault.message }
        : null,
    },
    ...((error instanceof PartialRunError || error instanceof FailedMigrationError) && partialFields(error)),
    ...(error instanceof UnvalidatedError && unvalidatedFields(error)),
  };
}

/** Those of a failed validation, as whoever reads Flyway's expects them. */
function unvalidatedFields({ code, schema }: UnvalidatedError) {
  return {
    operation: 'validate',
    validationSuccessful: false,
    validateCount: 0,
    invalidMigrations: [],
    allErrorMessages: '',
    errorDetails: { errorCode: code, errorMessage: `Schema ${quoteName(schema)} doesn't exist yet` },
  };
}

/** Beyond Flyway's fields; `lineNumber` is, as Flyway's, the statement's first line. */
function statementFields(error: StatementError, place: RunPlace) {
  const { statement, total, committed, fault } = error;
  const offset = locateFault(statement.text, fault);
  return {
    column: statement.column,
    position: offset === undefined ? null : positionIn(statement, offset),
    statementNumber: statement.number,
    statementCount: total,
    statementsCommitted: committed,
    statementsRolledBack: statement.number - 1 - committed,
    alreadyDone: error.alreadyDone,
    explanation: explainFault(error) ?? null,
    remedies: remediesOf(error, place),
  };
}

function stopFields({ statement, total, committed }: StopPlace) {
  const { column, number } = statement;
  return {
    column,
    statementNumber: number,
    statementCount: total,
    statementsCommitted: committed,
    statementsRolledBack: number - committed,
  };
}

function placeOf(error: MigrateError): RunPlace {
  const isVerification = error instanceof PartialRunError && error.facts?.operation === 'verify-undo';
  return isVerification ? 'scratch schema' : 'schema';
}

function scriptOf(error: MigrateError): Pick<StatementError, 'statement' | 'migration'> | undefined {
  if (error instanceof StatementError || error instanceof UnknownStateError) return error;
  if (error instanceof InterruptedError) return error.at;
  const during = error instanceof ConnectionError ? error.during : undefined;
  return during?.kind === 'statement' ? during : undefined;
}

function partialFields(error: PartialRunError | FailedMigrationError) {
  const { facts } = error;
  const isKept = error instanceof PartialRunError && placeOf(error) === 'schema';
  const { applied, inDoubt } = isKept ? error : { applied: [], inDoubt: [] };
  const migrations = applied.flatMap(appliedFields);
  return {
    ...(facts && {
      ...startFields(facts),
      operation: facts.operation,
      database: facts.database,
      targetSchemaVersion: null,
    }),
    migrations,
    migrationsExecuted: migrations.length,
    success: false,
    totalMigrationTime: totalTime(applied),
    ...(inDoubt.length > 0 && { inDoubt: inDoubt.map(({ row }) => row.script) }),
  };
}

function faultOf(error: MigrateError): ServerFault | undefined {
  return (error as Partial<Pick<ConnectionError, 'fault'>>).fault;
}
