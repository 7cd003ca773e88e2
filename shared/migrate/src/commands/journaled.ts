import { isScript, type RunContext } from '../execute/run-context.ts';
import { withJournal } from '../execute/with-journal.ts';
import type { Journal } from '../journal/journal.ts';
import { silentJournal } from '../journal/silent-journal.ts';
import type { Plan } from '../model.ts';
import type { LockedWorkspace } from './workspace.ts';

/**
 * Runs what sends scripts under the lease, with a journal. Of plans without scripts, of rehearsals and where scripts
 * are only recorded there is none.
 */
export function journaled<Result>(
  { steps }: Plan,
  { config, session, companion, lock, schema, execution }: LockedWorkspace & RunContext,
  work: (journal: Journal) => Promise<Result>,
): Promise<Result> {
  if (!steps.some(isScript) || execution === 'skip' || config.dryRunOutput !== undefined)
    return work(silentJournal);
  return withJournal({ session, companion, lock, table: { schema, table: config.table } }, work);
}
