import type { LeaseHolder, LockError } from '../run-errors.ts';
import { redactSecrets } from './redact.ts';

/** Whether what the holder of a lock runs may be shown: it is a stranger's, and may name his data. */
type Showing = 'its statement' | 'no statement';

/** Why the right to change the schema was not got, or is gone. */
export function describeLock(
  { lockName, waited, reason, holder, lease }: LockError,
  showing: Showing = 'its statement',
): string {
  if (reason === 'killed')
    return `Could not take the migration lock ${lockName}: the wait was killed. Nothing was changed.\nRun the command again.`;
  if (reason === 'lost')
    return `The migration lock ${lockName} was lost. Nothing more was begun.\nLook at the history with info before you go on.`;
  const soFar = `Waited ${Math.round(waited)} s. Nothing was changed.`;
  if (lease) return `${describeLease(lease)} ${soFar}\n${waitOrBreak}`;
  return `Migration lock ${lockName} is held by ${describeHolder(holder, showing)}. ${soFar}\n${waitOrBreak}`;
}

const waitOrBreak = 'Wait for the other migration to end, or wait longer with -lockTimeout=<seconds>.';

/** "Lock lease held by db1/4711 (auth_service@10.0.0.5), token 7, expires in 14 s." */
export function describeLease({ host, process, account, run, expiresIn }: LeaseHolder): string {
  return `Lock lease held by ${host}/${process} (${account}), token ${run}, expires in ${expiresIn} s unless it is renewed.`;
}

/**
 * "connection 42 (auth_service@localhost, since 12 s), which runs ALTER TABLE …", or as much of it as this account may
 * see.
 */
export function describeHolder(holder: LockError['holder'], showing: Showing = 'its statement'): string {
  if (!holder) return 'another connection';
  const { connectionId, user, host, age, isMigrator, running } = holder;
  if (user === undefined) return `connection ${connectionId} (GRANT PROCESS would show whose)`;
  const since = age === undefined ? '' : `, since ${age} s`;
  const stranger = isMigrator === false ? ', which is not a migrator' : '';
  const work = running && showing === 'its statement' ? `, which runs ${describeRunning(running)}` : '';
  return `connection ${connectionId} (${user}@${host ?? '?'}${since})${stranger}${work}`;
}

/** `ALTER TABLE visits ADD …` (altering table) */
export function describeRunning({ statement, phase }: RunningStatement): string {
  const line = redactSecrets(statement).replaceAll(/\s+/g, ' ').trim();
  const shown = line.length > longestShown ? `${line.slice(0, longestShown)}…` : line;
  return phase === '' ? shown : `${shown} (${phase})`;
}

const longestShown = 80;

type RunningStatement = NonNullable<NonNullable<LockError['holder']>['running']>;
