import type { MigrateError } from '../errors.ts';
import {
  ChangedStatementError,
  HalfUndoError,
  LostSessionError,
  UnknownStateError,
} from '../resume-errors.ts';
import { decisionsOf, goOnOf, looksOf } from './describe-resume-error.ts';

/** What is known of a script that cannot be gone on with, or taken back, as fields beyond Flyway's. */
export function resumeFields(error: MigrateError): Readonly<Record<string, unknown>> {
  if (error instanceof UnknownStateError) {
    const { statement, total, committed, reason, facts } = error;
    return {
      statementNumber: statement.number,
      statementCount: total,
      statementsCommitted: committed,
      unknown: { reason, seen: facts, look: looksOf(error) },
      decisions: decisionsOf(error),
      goOnWith: goOnOf(error),
    };
  }
  if (error instanceof ChangedStatementError)
    return { path: error.migration.path, statementsCommitted: error.committed, changed: error.changed };
  if (error instanceof LostSessionError)
    return { path: error.migration.path, statementsCommitted: error.committed, lost: error.lost };
  if (error instanceof HalfUndoError) return { obstacles: error.obstacles.map(obstacleFields) };
  return {};
}

function obstacleFields({ migration, statement, reason }: HalfUndoError['obstacles'][number]) {
  return { path: migration.path, lineNumber: statement.line, statementNumber: statement.number, reason };
}
