import type { Statement } from '../model.ts';
import type { Server } from '../session.ts';
import { readSet } from './set-statement.ts';

/**
 * Whether a statement looks at what the one before it left behind, for that one alone: ROW_COUNT(), FOUND_ROWS(), its
 * warnings. Nothing may be sent on the script's connection in front of it.
 */
export function readsPrevious({ text }: Pick<Statement, 'text'>): boolean {
  return previous.test(text) && !definition.test(text);
}

const previous =
  /\b(?:row_count|found_rows)\s*\(|@@(?:session\.|local\.)?(?:warning_count|error_count)\b|\bget\s+(?:current\s+|stacked\s+)?diagnostics\b|\bshow\s+(?:count\s*\(\s*\*\s*\)\s+)?(?:warnings|errors)\b/i;

/** The body of a stored program runs later. */
const definition = /^[^('"]*?\b(?:procedure|function|trigger|event|view)\b/i;

/**
 * Numbers of the statements in front of which nothing may be sent on the script's connection: those that
 * {@link readsPrevious read} what the last statement left, and those behind a SET TRANSACTION for the next transaction,
 * up to the one that begins it.
 */
export function undisturbed(statements: readonly Statement[], server: Server): ReadonlySet<number> {
  const numbers = new Set<number>();
  let isPending = false;
  for (const statement of statements) {
    if (isPending || readsPrevious(statement)) numbers.add(statement.number);
    isPending = isPendingBehind(statement, server, isPending);
  }
  return numbers;
}

function isPendingBehind({ kind, text }: Statement, server: Server, isPending: boolean): boolean {
  if (kind !== 'session') return false;
  const set = /\btransaction\b/i.test(text.slice(0, 200)) ? readSet(text, server) : undefined;
  return set?.isForNextTransaction ?? isPending;
}
