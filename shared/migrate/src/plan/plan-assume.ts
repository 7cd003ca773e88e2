import { RefusedError } from '../errors.ts';
import { changedStatements } from '../journal/digests.ts';
import { statementDigests } from '../source/statement-digests.ts';
import type { Position } from '../journal/journal.ts';
import type { OpenPosition } from '../journal/open-position.ts';
import type { Migration, MigrationFiles, Script } from '../model.ts';
import { ChangedStatementError } from '../resume-errors.ts';
import { abbreviateScript } from './findings.ts';

/** The file that a position belongs to; undefined when it is gone. */
export function fileOf(
  { script }: Pick<Position, 'script'>,
  { migrations }: MigrationFiles,
): Migration | undefined {
  return migrations.find((migration) => abbreviateScript(migration.script) === script);
}

/**
 * Refuses a file whose committed statements have another text than those that ran.
 *
 * @throws ChangedStatementError
 */
export function requireUnchanged({ digests, committed }: Position, { migration, statements }: Script): void {
  const changed = changedStatements(digests, statements).filter(({ last }) => last <= committed);
  if (changed.length > 0) throw new ChangedStatementError({ migration, committed, changed });
}

/**
 * The position of an unfinished script when a person says that statements 1 … `assumed` of it are applied; of all of
 * them it is done. Pure.
 *
 * @param script of the file as it is now, whose statements are counted
 * @throws RefusedError when fewer than known or more than there are
 * @throws ChangedStatementError
 */
export function assumedPosition(assumed: number | 'all', open: OpenPosition, script: Script): Position {
  const { position, kind } = open;
  requireUnchanged(position, script);
  const total = script.statements.length;
  const committed = assumed === 'all' ? total : assumed;
  if (committed > total) {
    throw refused(`${position.script} has ${count(total)}, so that ${committed} of them cannot be applied.`);
  }
  if (committed < position.committed) {
    throw refused(
      `${count(position.committed)} of ${position.script} are committed for certain. Say a number from ${position.committed} to ${total}, or 0 when you have taken back all of it.`,
    );
  }
  const state = committed === total ? 'done' : kind === 'failed' ? 'failed' : 'stopped';
  const { checksum } = script.migration;
  return {
    ...withoutDoubt(position),
    state,
    committed,
    total,
    checksum,
    digests: statementDigests(script.statements),
  };
}

/** Nothing is on its way any more, and the session at the place is not known. */
export function withoutDoubt(position: Position): Position {
  const { script, direction, checksum, afterRank, state, total, committed, digests } = position;
  return { script, direction, checksum, afterRank, state, total, committed, digests };
}

function refused(message: string): RefusedError {
  return new RefusedError('CONFIGURATION', `-assumeApplied= does not fit: ${message}`);
}

function count(statements: number): string {
  return `${statements} statement${statements === 1 ? '' : 's'}`;
}
