import { recover } from '../execute/recover.ts';
import type { Recovery } from '../execute/recovery.ts';
import type { OpenPosition } from '../journal/open-position.ts';
import type { Script } from '../model.ts';
import { LostSessionError, UnknownStateError } from '../resume-errors.ts';
import type { LockedWorkspace } from './workspace.ts';

/** How an unfinished script goes on, as far as that is certain. */
export type Certain = Exclude<Recovery, { readonly kind: 'unknown' }>;

/**
 * Finds out how far an unfinished script is; nothing is changed for it.
 *
 * @throws ChangedStatementError, UnknownStateError, QueryError, ConnectionError
 */
export async function certainOf(
  { kind: ending, position, record, isOvertaken }: OpenPosition,
  script: Script,
  { session, schema, listener, stop, config }: LockedWorkspace,
): Promise<Certain> {
  const { migration, statements } = script;
  const total = statements.length;
  const statement = statements.at(position.committed) ?? statements.at(-1);
  if (isOvertaken && statement) {
    const { committed } = position;
    throw new UnknownStateError({
      migration,
      statement,
      total,
      committed,
      reason: overtaken,
      facts: [],
      ending,
    });
  }
  const recovery = await recover(position, script, {
    session,
    schema,
    runner: record.runner,
    // In a mixed group no script has a transaction.
    autocommit: !migration.settings.executeInTransaction || (config.group && config.mixed),
    listener,
    stop,
  });
  if (recovery.kind !== 'unknown') return recovery;
  throw new UnknownStateError({ ...recovery, migration, total, ending });
}

const overtaken = 'another tool has run the file since, as its failed row in the history shows';

/** @throws LostSessionError when what later statements need has ended with the session */
export function requireSession(certain: Certain, { migration }: Script): Extract<Certain, { kind: 'go on' }> {
  if (certain.kind === 'go on') return certain;
  throw new LostSessionError({ ...certain, migration });
}
