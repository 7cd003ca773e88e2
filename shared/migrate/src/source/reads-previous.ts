import type { Statement, Statements } from '../model.ts';
import type { Server } from '../session.ts';
import { hasFeature } from './features.ts';
import { oncePer } from './once-per.ts';
import { readSet } from './set-statement.ts';

/**
 * Whether a statement looks at what the one before it left behind, for that one alone: ROW_COUNT(), FOUND_ROWS(), its
 * warnings. Nothing may be sent on the script's connection in front of it.
 */
export function readsPrevious(statement: Statement): boolean {
  return hasFeature(statement, 'reads previous');
}

/**
 * Numbers of the statements in front of which nothing may be sent on the script's connection: those that
 * {@link readsPrevious read} what the last statement left, and those behind a SET TRANSACTION for the next transaction,
 * up to the one that begins it.
 */
export const undisturbed = oncePer((statements: Statements, server: Server): ReadonlySet<number> => {
  const numbers = new Set<number>();
  let isPending = false;
  for (const statement of statements) {
    if (isPending || readsPrevious(statement)) numbers.add(statement.number);
    isPending = isPendingBehind(statement, server, isPending);
  }
  return numbers;
});

function isPendingBehind(statement: Statement, server: Server, isPending: boolean): boolean {
  if (statement.kind !== 'session') return false;
  const { text } = statement;
  const set = /\btransaction\b/i.test(text.slice(0, 200)) ? readSet(text, server) : undefined;
  return set?.isForNextTransaction ?? isPending;
}
