import type { Lease } from '../execute/heartbeat.ts';
import { resetVariables } from '../execute/session-state.ts';
import type { RunContext } from '../execute/run-context.ts';
import type { Journal } from '../journal/journal.ts';
import { mysqlJournal, type SeenRun } from '../journal/mysql-journal.ts';
import { silentJournal } from '../journal/silent-journal.ts';
import type { Plan } from '../model.ts';
import { withLease } from './with-lease.ts';
import type { LockedWorkspace } from './workspace.ts';

/**
 * Carries a plan out under the lease, with a journal. Nothing is taken for a plan without steps or a rehearsal, and no
 * journal is kept where scripts are recorded only.
 *
 * @param seen the newest run that the plan knows of
 * @param work is given the lease too, where one is taken
 * @returns `moved on` when there has been another run since: plan anew
 */
export async function journaled<Context extends LockedWorkspace & RunContext, Result>(
  { steps }: Plan,
  context: Context,
  seen: SeenRun,
  work: (context: Context, lease?: Lease) => Promise<Result>,
): Promise<Result | 'moved on'> {
  return underLease({ isNeeded: steps.length > 0, seen }, context, work);
}

/** {@link journaled}, also for what is no step of a plan. */
export async function underLease<Context extends LockedWorkspace & RunContext, Result>(
  { isNeeded, seen }: { readonly isNeeded: boolean; readonly seen: SeenRun },
  context: Context,
  work: (context: Context, lease?: Lease) => Promise<Result>,
): Promise<Result | 'moved on'> {
  const { config, execution } = context;
  if (!isNeeded || config.dryRunOutput !== undefined) return work(context);
  return withLease(context, seen, async (lease) => {
    const { isClustered } = await context.node();
    const isKept = execution !== 'skip';
    const journal = isKept ? journalOf(lease, context) : silentJournal;
    const ends = isKept && !isClustered ? ('with the next' as const) : ('by themselves' as const);
    const lock = { ...context.lock, check: checkBoth(lease, context) };
    return work({ ...context, journal, lock, ends }, lease);
  });
}

/** The journal of the run that holds the lease. */
export function journalOf(
  lease: Lease,
  { config, session, companion, lock, schema }: LockedWorkspace,
): Journal {
  const { connectionId: connection, initial } = session;
  const restore = () => resetVariables(session);
  const holding = { lease, lockName: lock.name, connection, initial, restore };
  return mysqlJournal({ schema, table: config.table }, holding, (channel, use) =>
    channel === 'working' ? use(session) : companion.use(use),
  );
}

function checkBoth(lease: Lease, { lock }: LockedWorkspace): () => Promise<void> {
  return async () => {
    lease.check();
    await lock.check();
  };
}
