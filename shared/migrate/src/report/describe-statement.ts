import type { StatementError } from '../run-errors.ts';
import { positionIn } from '../source/statement-position.ts';
import { these } from './describe-unfinished.ts';
import { excerpt } from './excerpt.ts';
import { explainFault } from './explain-fault.ts';
import { locateFault } from './locate-fault.ts';
import { redactMessage } from './redact.ts';
import { remediesOf, type RunPlace } from './remedies.ts';

/**
 * Flyway's block for a failed script: message with SQL State, Error Code, Message, Location, Line and
 * Statement; then what of the file is committed, and the ways on.
 */
export function describeStatement(error: StatementError, place: RunPlace = 'schema'): string {
  const { migration, statement, total, fault } = error;
  const title = `Script ${migration.script} failed`;
  const offset = locateFault(statement.text, fault);
  const position = offset === undefined ? undefined : positionIn(statement, offset);
  const explanation = explainFault(error);
  return [
    title,
    '-'.repeat(title.length),
    `SQL State  : ${fault.sqlState ?? ''}`,
    `Error Code : ${fault.errno ?? ''}`,
    `Message    : ${redactMessage(fault.message, statement.text)}`,
    `Location   : ${migration.path}`,
    `Line       : ${statement.line}`,
    ...(position ? [`Position   : line ${position.line}, column ${position.column}`] : []),
    `Statement  : ${statement.number} of ${total}`,
    excerpt(statement, offset),
    ...(explanation === undefined ? [] : [explanation]),
    ...(place === 'schema' ? [describeCommitted(error), ...describeDone(error)] : []),
    'What to do, one of these:',
    ...remediesOf(error, place).map((remedy, index) => `${index + 1}. ${remedy}`),
  ].join('\n');
}

/** What of the file is in the database for good. */
function describeCommitted({ statement, committed }: StatementError): string {
  const lines = [
    range(1, committed, 'committed'),
    range(committed + 1, statement.number - 1, 'rolled back and will run again'),
  ].filter((line) => line !== undefined);
  const state = lines.length > 0 ? lines.join('; ') : 'No statement of this file is committed';
  return `${state.replace(/^s/, 'S')}.`;
}

/** MariaDB alone does so. */
function describeDone({ statement, alreadyDone }: StatementError): readonly string[] {
  if (alreadyDone.length === 0) return [];
  const done = /^\s*create\b/i.test(statement.text) ? 'created' : 'dropped';
  const these = alreadyDone.join(', ');
  return [
    `Statement ${statement.number} failed in part: ${these} ${alreadyDone.length === 1 ? 'is' : 'are'} ${done} already, since MariaDB takes several objects one by one. Take ${alreadyDone.length === 1 ? 'it' : 'them'} out of the statement before it is sent again.`,
  ];
}

function range(from: number, to: number, state: string): string | undefined {
  if (to < from) return undefined;
  return `${these(to, from)} ${from === to ? 'is' : 'are'} ${state}`;
}
