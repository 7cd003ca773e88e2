import type { InterruptedError } from '../run-errors.ts';
import { these } from './describe-unfinished.ts';

/** Where a run was stopped by a signal, and what of the script is in the database for good. */
export function describeStop({ signal, at }: InterruptedError): string {
  if (!at) return `Interrupted (${signal}).`;
  const { migration, statement, total, committed, isDone } = at;
  const { number, line } = statement;
  const where = isDone ? 'behind' : 'in';
  const kept = committed === 0 ? 'No statement of it is committed' : `${upper(are(1, committed))} committed`;
  const back = committed < number ? `; ${are(committed + 1, number)} rolled back` : '';
  return `Interrupted (${signal}) ${where} statement ${number} of ${total} of ${migration.script}, line ${line}. ${kept}${back}.`;
}

function are(from: number, to: number): string {
  return `${these(to, from)} ${from === to ? 'is' : 'are'}`;
}

function upper(text: string): string {
  return text.replace(/^s/, 'S');
}
