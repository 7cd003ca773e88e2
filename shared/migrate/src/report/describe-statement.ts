import type { StatementError } from '../run-errors.ts';
import { redactMessage, redactSecrets } from './redact.ts';

/** Lines of a statement that are shown. */
const shownLines = 20;

/**
 * Flyway's block for a failed script: message with SQL State, Error Code, Message, Location, Line and
 * Statement; then what of the file is committed, and the ways on.
 */
export function describeStatement(error: StatementError): string {
  const { migration, statement, total, fault } = error;
  const title = `Script ${migration.script} failed`;
  return [
    title,
    '-'.repeat(title.length),
    `SQL State  : ${fault.sqlState ?? ''}`,
    `Error Code : ${fault.errno ?? ''}`,
    `Message    : ${redactMessage(fault.message, statement.text)}`,
    `Location   : ${migration.path}`,
    `Line       : ${statement.line}`,
    `Statement  : ${statement.number} of ${total}`,
    // Shortened last: a text cut inside its quotes could not be recognised any more.
    indent(shorten(redactSecrets(statement.text))),
    describeCommitted(error),
  ].join('\n');
}

/** What of the file is in the database for good, and what to do. */
function describeCommitted({ migration, statement, committed }: StatementError): string {
  const lines = [
    range(1, committed, 'committed'),
    range(committed + 1, statement.number - 1, 'rolled back'),
  ].filter((line) => line !== undefined);
  const state = lines.length > 0 ? lines.join('; ') : 'No statement of this file is committed';
  return `${state}.\n${remedy(migration, committed)}`;
}

/** A callback leaves no row behind, so there is nothing to repair. */
function remedy(file: StatementError['migration'], committed: number): string {
  const first = committed === 0 ? 'Fix the file' : 'Take back by hand what is committed, fix the file';
  if ('event' in file) return `${first}, then run the command again.`;
  return `${first}, run repair, then ${file.category === 'Undo' ? 'undo' : 'migrate'} again.`;
}

function range(from: number, to: number, state: string): string | undefined {
  if (to < from) return undefined;
  return from === to ? `Statement ${from} is ${state}` : `Statements ${from} to ${to} are ${state}`;
}

function shorten(text: string): string {
  const lines = text.split('\n');
  if (lines.length <= shownLines) return text;
  return [...lines.slice(0, shownLines), `… ${lines.length - shownLines} more lines`].join('\n');
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
