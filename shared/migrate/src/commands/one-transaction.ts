import { isConnectionLost, MigrateError } from '../errors.ts';
import type { AppliedStep } from '../run-errors.ts';
import { PartialRunError } from '../run-errors.ts';
import type { Session } from '../session.ts';

/**
 * Commits what `work` writes as a whole, or nothing of it.
 *
 * @throws what `work` throws; a PartialRunError then says that nothing was applied
 */
export async function inOneTransaction(
  session: Session,
  work: () => Promise<readonly AppliedStep[]>,
): Promise<readonly AppliedStep[]> {
  await session.query('begin the repair', 'START TRANSACTION');
  try {
    const applied = await work();
    await session.query('commit the repair', 'COMMIT');
    return applied;
  } catch (error) {
    // Ending the connection rolls back as well, so a failure here must not hide the one that is on its way.
    if (error instanceof MigrateError && !isConnectionLost(error))
      await session.query('roll the repair back', 'ROLLBACK').catch(() => undefined);
    throw error instanceof PartialRunError ? rolledBack(error) : error;
  }
}

/** What was done before the failure is undone with it. */
function rolledBack({ cause, applied, failed, notRun }: PartialRunError): PartialRunError {
  return new PartialRunError(cause, {
    applied: [],
    failed,
    notRun: [...applied.map(({ step }) => step), ...notRun],
  });
}
