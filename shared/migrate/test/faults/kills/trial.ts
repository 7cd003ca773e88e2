import type { ThrowawayServer } from '@nilecare/dev-database/testing';
import type { Ended } from '../../project.ts';
import { breakRun } from './break-run.ts';
import type { Capture } from './capture.ts';
import { drawFault, type Undisturbed } from './fault.ts';
import { humanQuestion } from './migrations.ts';
import type { Random } from './random.ts';
import { makeStage, type Stage } from './stage.ts';
import { phaseOf, type Kill, type Outcome } from './tally.ts';

/** A run that nobody disturbs: what it leaves behind, and what it is like. */
export async function runUndisturbed(
  own: ThrowawayServer,
): Promise<Undisturbed & { readonly left: Capture }> {
  const stage = await makeStage(own.server);
  try {
    const run = stage.start(['migrate']);
    await stage.begun(run);
    const started = performance.now();
    const ended = await run.ended;
    const milliseconds = Math.round(performance.now() - started);
    if (ended.code !== 0) throw new Error(`the undisturbed run failed:\n${ended.stderr}`);
    const moments = new Map<Awaited<ReturnType<Stage['moments']>>[number], number>();
    for (const name of await stage.moments()) moments.set(name, (moments.get(name) ?? 0) + 1);
    return { moments, milliseconds, left: await stage.capture() };
  } finally {
    await stage.remove();
  }
}

/**
 * One migration that is killed up to `most` times, and then goes on until it is done.
 *
 * @param before faults that were drawn for earlier migrations
 * @returns what happened, and what it left behind
 * @throws Error when it cannot be finished
 */
export async function runBroken(
  own: ThrowawayServer,
  random: Random,
  run: Undisturbed,
  { before, most }: { readonly before: number; readonly most: number },
): Promise<Outcome & { readonly drawn: number; readonly left: Capture }> {
  const stage = await makeStage(own.server);
  const kills: Kill[] = [];
  const story: string[] = [];
  const count = { asked: 0, resumed: 0 };
  try {
    let ended: Ended | undefined;
    let drawn = 0;
    for (; drawn < most && ended?.code !== 0; drawn++) {
      const fault = drawFault(random, run, before + drawn, drawn);
      story.push(JSON.stringify(fault));
      const broken = await breakRun(fault, stage, own);
      ended = broken.ended;
      if (broken.isBroken && broken.moment)
        kills.push({ what: fault.what, phase: phaseOf(broken.moment, await isSent(stage)) });
      if (!broken.isBroken && ended.code !== 0) await settle(stage, ended, count, story);
    }
    for (let tries = 0; ended?.code !== 0; tries++) {
      ended = await stage.start(['migrate']).ended;
      if (ended.code !== 0 && tries === 10) throw new Error(`not done after ${tries} tries:\n${told(ended)}`);
      if (ended.code !== 0) await settle(stage, ended, count, story);
    }
    return { kills, ...count, drawn, left: await stage.capture() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message}\nIts story:\n${story.join('\n')}`, { cause: error });
  } finally {
    await stage.remove();
  }
}

async function isSent(stage: Stage): Promise<boolean> {
  const row = await stage.ask('SELECT statement FROM schema_version_journal WHERE id = 0');
  return row !== undefined && row[0] !== null;
}

/** Does what the engine asks for when it does not go on by itself. */
async function settle(
  stage: Stage,
  ended: Ended,
  count: { asked: number; resumed: number },
  story: string[],
): Promise<void> {
  const row = await stage.ask(
    'SELECT script, statement, committed, state FROM schema_version_journal WHERE id = 0',
  );
  const [script, statement, committed, state] = row ?? [];
  const question = humanQuestion(String(script), Number(statement));
  if (state === 'running' && question !== undefined) {
    const [found] = (await stage.ask(question)) ?? [0];
    const done = Number(found) > 0 ? Number(statement) : Number(committed);
    story.push(`asked: ${String(script)} statement ${Number(statement)}; a human says ${done} are applied`);
    count.asked++;
    await expectSuccess(stage, ['repair', `-assumeApplied=${done}`]);
  } else if (state === 'failed') {
    story.push(`failed at ${String(script)} statement ${Number(statement)}: resume`);
    count.resumed++;
    await expectSuccess(stage, ['resume']);
  } else throw new Error(`it does not go on by itself (journal: ${JSON.stringify(row)}):\n${told(ended)}`);
}

async function expectSuccess(stage: Stage, args: readonly string[]): Promise<void> {
  const ended = await stage.start(args).ended;
  if (ended.code !== 0) throw new Error(`${args.join(' ')} failed:\n${told(ended)}`);
}

function told({ code, signal, stdout, stderr }: Ended): string {
  return `ended with ${signal ?? code}\n${stdout.slice(-1000)}${stderr}`;
}
