import type { Finding, State } from '../model.ts';
import { rowType } from '../plan/row-kinds.ts';
import type { UnfinishedScript } from '../unfinished.ts';
import { describeFailed } from './describe-unfinished.ts';

/** Flyway's sentence for a finding, remedy included. */
export function describeFinding({ code, info: { state, row, migration, unfinished } }: Finding): string {
  const name = (row ?? migration)?.version?.text ?? (row ?? migration)?.description ?? '';
  const identifier = row?.version ? `version ${row.version.text}` : (row?.script ?? '');
  switch (code) {
    case 'FAILED_VERSIONED_MIGRATION':
      return `Detected failed migration to version ${name} (${row?.description ?? ''}).\n${failedRemedy(unfinished)}`;
    case 'FAILED_REPEATABLE_MIGRATION':
      return `Detected failed repeatable migration: ${name}.\n${failedRemedy(unfinished)}`;
    case 'APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED':
    case 'APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED':
      return `Detected applied migration not resolved locally: ${name}.\nIf you removed this migration intentionally, run repair to mark the migration as deleted.`;
    case 'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED':
      return `Detected resolved migration not applied to database: ${name}.\n${notAppliedRemedy(state)}`;
    case 'RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED':
      return `Detected resolved repeatable migration not applied to database: ${name}.\n${notAppliedRemedy(state)}`;
    case 'OUTDATED_REPEATABLE_MIGRATION':
      return `Detected outdated resolved repeatable migration that should be re-applied to database: ${name}.\nRun migrate to execute this migration.`;
    case 'TYPE_MISMATCH':
      return mismatch('type', identifier, row?.type, migration && rowType(migration));
    case 'CHECKSUM_MISMATCH':
      return mismatch('checksum', identifier, row?.checksum, migration?.checksum);
    case 'DESCRIPTION_MISMATCH':
      return mismatch('description', identifier, row?.description, migration?.description);
  }
}

/** Flyway's, where the journal does not tell how far it came. */
function failedRemedy(unfinished: UnfinishedScript | undefined): string {
  return unfinished
    ? describeFailed(unfinished)
    : 'Please remove any half-completed changes then run repair to fix the schema history.';
}

function notAppliedRemedy(state: State): string {
  return state === 'Ignored'
    ? "To ignore this migration, set -ignoreMigrationPatterns='*:ignored'. To allow executing this migration, set -outOfOrder=true."
    : "To fix this error, either run migrate, or set -ignoreMigrationPatterns='*:pending'.";
}

function mismatch(
  what: string,
  identifier: string,
  applied: string | number | null | undefined,
  resolved: string | number | null | undefined,
): string {
  return `Migration ${what} mismatch for migration ${identifier}\n-> Applied to database : ${applied ?? 'null'}\n-> Resolved locally    : ${resolved ?? 'null'}\nEither revert the changes to the migration, or run repair to update the schema history.`;
}
