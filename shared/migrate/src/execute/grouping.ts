import { RefusedError } from '../errors.ts';
import type { Statement, Step } from '../model.ts';

/**
 * How scripts and transactions go together.
 *
 * - `each` script has its own, unless its `.conf` says otherwise
 * - `shared` by neighbours, as far as they hold nothing that commits: Flyway's group
 * - `none`: every statement is committed by itself
 */
export type Grouping = 'each' | 'shared' | 'none';

/**
 * Flyway's rules for `group` and `mixed`.
 *
 * @throws RefusedError when scripts with and without transactions would share one, and `mixed` is off
 */
export function groupingOf(
  steps: readonly Step[],
  { group, mixed }: { readonly group: boolean; readonly mixed: boolean },
): Grouping {
  if (!group) return 'each';
  const migrations = steps.flatMap((step) => (step.kind === 'run' ? [step.script.migration] : []));
  const inTransaction = migrations[0]?.settings.executeInTransaction;
  const offending = migrations.find(({ settings }) => settings.executeInTransaction !== inTransaction);
  if (!offending) return inTransaction === false ? 'none' : 'shared';
  if (mixed) return 'none';
  const { version, description, settings } = offending;
  const name = [version?.text, description].filter(Boolean).join(' ');
  throw new RefusedError(
    'ERROR',
    `Detected both transactional and non-transactional migrations within the same migration group (even though mixed is false). First offending migration: "${name}"${settings.executeInTransaction ? '' : ' [non-transactional]'}`,
  );
}

/**
 * Whether two neighbours share a transaction. A script with DDL, or anything else that commits, never does: MySQL
 * would commit what is before it in the middle of it, and a later failure would take its row but not its tables
 * (Flyway leaves such a schema behind).
 *
 * @param callbacks statements that run between and inside them
 */
export function shareTransaction(
  step: Step,
  next: Step | undefined,
  callbacks: readonly Statement[],
): boolean {
  return (
    [step, next].every((each) => each?.kind === 'run' && !each.script.statements.some(mayCommit)) &&
    !callbacks.some(mayCommit)
  );
}

function mayCommit({ kind }: Statement): boolean {
  return kind !== 'dml' && kind !== 'session';
}
