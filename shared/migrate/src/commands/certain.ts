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
  { kind: ending, position, record }: OpenPosition,
  script: Script,
  { session, schema, listener, stop }: LockedWorkspace,
): Promise<Certain> {
  const { migration, statements } = script;
  const recovery = await recover(position, script, {
    session,
    schema,
    runner: record.runner,
    autocommit: !migration.settings.executeInTransaction,
    listener,
    stop,
  });
  if (recovery.kind !== 'unknown') return recovery;
  throw new UnknownStateError({ ...recovery, migration, total: statements.length, ending });
}

/** @throws LostSessionError when what later statements need has ended with the session */
export function requireSession(certain: Certain, { migration }: Script): Extract<Certain, { kind: 'go on' }> {
  if (certain.kind === 'go on') return certain;
  throw new LostSessionError({ ...certain, migration });
}
