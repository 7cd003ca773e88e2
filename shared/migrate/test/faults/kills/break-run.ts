import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { startProxy, type ThrowawayServer } from '@nilecare/dev-database/testing';
import type { FailpointName } from '../../../src/failpoint/names.ts';
import type { Ended, Run } from '../../project.ts';
import type { Fault } from './fault.ts';
import type { Stage } from './stage.ts';

/** How a run ended that was to be broken. */
export interface Broken {
  readonly ended: Ended;
  /** Whether it was broken before it ended. */
  readonly isBroken: boolean;
  /** Where it was then; absent when it had not begun to do anything. */
  readonly moment?: FailpointName;
}

/** Starts `migrate` and breaks it. A server that was killed runs again when this resolves. */
export async function breakRun(fault: Fault, stage: Stage, own: ThrowawayServer): Promise<Broken> {
  if ('trigger' in fault) return cutConnection(fault.trigger, stage, own);
  if ('milliseconds' in fault) return killAfter(fault.milliseconds, fault.what, stage, own);
  const { moment, nth, what } = fault;
  if (what === 'process') {
    const ended = await stage.start(['migrate'], { failpoint: `${moment}:${nth}=kill` }).ended;
    return { ended, isBroken: ended.signal === 'SIGKILL', moment };
  }
  const run = stage.start(['migrate'], { failpoint: `${moment}:${nth}=hold=${stage.holdFile}` });
  if (!(await isHeld(run, stage))) return { ended: await run.ended, isBroken: false };
  const isBroken = what === 'server' ? await own.kill().then(() => true) : await killConnection(stage);
  await rm(stage.holdFile);
  const ended = await run.ended;
  if (what === 'server') await own.restart();
  return { ended, isBroken, moment };
}

async function killAfter(
  milliseconds: number,
  what: Fault['what'],
  stage: Stage,
  own: ThrowawayServer,
): Promise<Broken> {
  await stage.moments();
  const run = stage.start(['migrate']);
  await stage.begun(run);
  await Promise.race([run.ended, delay(milliseconds)]);
  const isOver = run.child.exitCode !== null;
  if (!isOver) await (what === 'server' ? own.kill() : run.child.kill('SIGKILL'));
  const ended = await run.ended;
  const last = (await stage.moments()).findLast((name) => name !== 'failure-record');
  if (what === 'server' && !isOver) await own.restart();
  return { ended, isBroken: !isOver, ...(last && { moment: last }) };
}

async function cutConnection(
  trigger: Extract<Fault, { trigger: unknown }>['trigger'],
  stage: Stage,
  own: ThrowawayServer,
): Promise<Broken> {
  const proxy = await startProxy(own.server);
  try {
    const cut = proxy.when(trigger).then(() => true);
    const ended = await stage.start(['migrate'], { through: proxy.server }).ended;
    const isBroken = await Promise.race([cut, delay(0, false)]);
    return { ended, isBroken, moment: momentOf[trigger.at] };
  } finally {
    await proxy.close();
  }
}

const momentOf = { before: 'statement-send', sent: 'statement-sent', answered: 'statement-done' } as const;

/** Whether the process came to the moment and waits there. */
async function isHeld({ child }: Run, { holdFile }: Stage): Promise<boolean> {
  while (!existsSync(holdFile)) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    await delay(10);
  }
  return true;
}

/** By KILL, as an administrator does. */
async function killConnection(stage: Stage): Promise<boolean> {
  const row = await stage.ask(
    'SELECT connection FROM schema_version_journal WHERE id = 0 AND owner IS NOT NULL',
  );
  if (!row) return false;
  await stage.ask(`KILL ${Number(row[0])}`);
  return true;
}
