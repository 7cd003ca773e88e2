import type { Journal } from '../journal/journal.ts';
import type { SeenRun } from '../journal/mysql-journal.ts';
import type { OpenPosition } from '../journal/open-position.ts';
import { withoutDoubt } from '../plan/plan-assume.ts';
import { journalOf } from './journaled.ts';
import { withLease } from './with-lease.ts';
import type { LockedWorkspace } from './workspace.ts';

/**
 * Hands over the journal under the lease, where there is something to write into it beside scripts that run.
 *
 * @param seen the newest run that the plan knows of
 * @returns `moved on` when there has been another run since: plan anew
 */
export function withJournal<Result>(
  workspace: LockedWorkspace,
  seen: SeenRun,
  work: (journal: Journal) => Promise<Result>,
): Promise<Result | 'moved on'> {
  return withLease(workspace, seen, (lease) => work(journalOf(lease, workspace)));
}

/** Ends unfinished scripts, so that their files run from their start. Part of the transaction that is open. */
export async function resolve(open: readonly OpenPosition[], journal: Journal): Promise<void> {
  for (const { position } of open) {
    await journal.write({ ...withoutDoubt(position), state: 'resolved' }, 'working');
    await journal.forget(position.script);
  }
}
