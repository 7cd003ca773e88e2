import type { StatementPlace } from '../errors.ts';
import type { Blocker, LockWait, StatementEnd } from '../lock-wait.ts';
import type { Statement } from '../model.ts';

/** `V7__x.sql, statement 3 of 5:` */
export function placeName({ migration, statement, total }: StatementPlace): string {
  return `${migration.script}, statement ${statement.number} of ${total}:`;
}

/** "ALTER on patients waits for connection 88 (app@10.0.0.5, idle transaction 340 s)" */
export function describeWait(wait: LockWait, statement: Statement): string {
  const { object, blockers, kind } = wait;
  const where = object === undefined ? '' : ` on ${object}`;
  const lock = kind === 'row' ? 'a row lock' : 'a metadata lock';
  const whom =
    blockers.length === 0
      ? `${lock} that another connection holds`
      : blockers.map(describeBlocker).join(' and ');
  const hint = hintOf(wait);
  return `${firstWord(statement)}${where} waits for ${whom}${hint === undefined ? '' : ` (${hint})`}`;
}

function firstWord({ text }: Statement): string {
  return (/^(?:\s|--\s.*|#.*|\/\*[\s\S]*?\*\/)*(\w+)/.exec(text)?.[1] ?? 'The statement').toUpperCase();
}

function describeBlocker({ connectionId, isCertain, ...facts }: Blocker): string {
  const user = facts.user === undefined ? [] : [`${facts.user}@${facts.host ?? '?'}`];
  const known = [...user, ...activityOf(facts)];
  const more = known.length === 0 ? '' : ` (${known.join(', ')})`;
  return `${isCertain ? '' : 'possibly '}connection ${connectionId}${more}`;
}

function activityOf({
  isIdle,
  seconds,
  transaction,
}: Omit<Blocker, 'connectionId' | 'isCertain'>): readonly string[] {
  if (transaction !== undefined) return [`${isIdle ? 'idle ' : ''}transaction ${transaction} s`];
  if (seconds === undefined) return [];
  return [`${isIdle ? 'idle' : 'busy'} ${seconds} s`];
}

function hintOf({ hint }: LockWait): string | undefined {
  switch (hint) {
    case 'select':
      return 'GRANT SELECT ON performance_schema.* would show whose';
    case 'performance_schema':
      return 'the server option performance_schema=ON would show it for certain';
    case 'process':
      return 'GRANT PROCESS would show whose';
    case 'metadata_lock_info':
      return "INSTALL SONAME 'metadata_lock_info' would show it for certain";
    default:
      return undefined;
  }
}

/** Whole sentences: why the engine ended a statement, or gave up, and what may be done about it. */
export function describeEnd(ended: StatementEnd, statement: Statement): string {
  switch (ended.kind) {
    case 'deadline':
      return `It took longer than ${ended.seconds} s (statementTimeout), and was ended by KILL QUERY.`;
    case 'stop':
      return `It was ended by KILL QUERY, because the run was stopped (${ended.signal}).`;
    case 'lock wait':
      return describeLockWait(ended, statement);
  }
}

function describeLockWait(
  { tries, waited, wait }: Extract<StatementEnd, { kind: 'lock wait' }>,
  statement: Statement,
): string {
  const times = tries === 1 ? 'once; it could not be sent again safely' : `${tries} times`;
  const count = `It waited ${Math.round(waited)} s for a lock, and was sent ${times}.`;
  if (!wait) return count;
  const kill = wait.blockers.map(({ connectionId }) => `KILL ${connectionId}`).join('; ');
  const way = kill === '' ? '' : ` To end what holds it, if it may be ended: ${kill}`;
  return `${count} ${describeWait(wait, statement)}.${way}`;
}
