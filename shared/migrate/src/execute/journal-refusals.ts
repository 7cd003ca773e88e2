/** What the server answers to a write of the journal that it does not take. */
import { JournalTableError } from '../journal-errors.ts';
import type { Statement } from '../model.ts';
import { BecameReadOnlyError } from '../server-errors.ts';
import { isOneOf } from './overtaken.ts';

/** The working connection takes no write: tables are locked (1100), the session is read-only (1792), XA (1399). */
export async function orBeside(
  writing: Promise<void>,
  beside: (() => Promise<void>) | undefined,
): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (!beside || !isOneOf(error, [1100, 1399, 1792])) throw error;
    await beside();
  }
}

/** A script may drop the very schema that its history and journal are in; Flyway lets it run to its end. */
export function dropsSchema(statement: Statement): boolean {
  return statement.kind !== 'dml' && /\bdrop\s+(?:database|schema)\b/i.test(statement.text);
}

/** Whether the side table was dropped in the middle of the run, with its schema or by somebody's hand. */
export function isGone(error: unknown): boolean {
  return error instanceof JournalTableError && error.problem.kind === 'lost';
}

/** In front of a statement the journal is what is refused first. */
export function namingReadOnly(facts: Pick<BecameReadOnlyError, 'script' | 'done' | 'total'>) {
  return (error: unknown): never => {
    throw BecameReadOnlyError.isReason(error) ? new BecameReadOnlyError(error, facts) : error;
  };
}
