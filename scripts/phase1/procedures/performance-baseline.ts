import type { Ended } from '../children.ts';
import type { CriterionOf } from '../criteria.ts';
import { select } from '../sql.ts';
import { failureOf, type StatementCounts, type Trial } from '../trial.ts';

type BaselineTrial = Trial<CriterionOf<7>>;

/** Seconds; a machine would have to be very busy. */
const slowest = 60;

/**
 * Statements above the recorded number that are let through: a slow machine sees more signs of life of the lease, and
 * versions of a server differ a little.
 */
const allowance = (recorded: number): number => Math.ceil(recorded * 1.25) + 10;

/** Procedure 7. Statements are counted exactly and the same on each machine; times are printed. */
export async function performanceBaseline(trial: BaselineTrial): Promise<void> {
  const runs = {
    fresh: await count(trial, 'migrate:up'),
    nothing: await count(trial, 'migrate:up'),
    validate: await count(trial, 'migrate:validate'),
  };
  const names = Object.keys(runs) as (keyof StatementCounts)[];
  trial.counted({
    fresh: runs.fresh.statements,
    nothing: runs.nothing.statements,
    validate: runs.validate.statements,
  });
  trial.note(`statements: ${names.map((name) => `${name} ${runs[name].statements}`).join(', ')}`);
  for (const name of names) {
    const { script, ended } = runs[name];
    trial.measured(`${script} (${name})`, ended.seconds);
    trial.check(
      'time',
      ended.seconds <= slowest ? undefined : `${script} took ${ended.seconds.toFixed(1)} s`,
    );
    trial.check(name, failureOf(script, ended));
  }
  compare(trial, runs);
}

type Runs = Readonly<Record<keyof StatementCounts, Counted>>;

function compare(trial: BaselineTrial, runs: Runs): void {
  const { baseline, service, stage } = trial;
  const place = `${service.name} on ${stage.server.kind}`;
  trial.must('recorded', baseline ? undefined : `${place} is not in it; run with --record-baseline`);
  if (baseline === undefined || baseline === 'none') return;
  for (const [name, { statements }] of Object.entries(runs) as [keyof StatementCounts, Counted][]) {
    const [recorded, limit] = [baseline[name], allowance(baseline[name])];
    const problem = `${statements} statements; recorded ${recorded}, allowed ${limit}`;
    trial.check(name, statements <= limit ? undefined : problem);
  }
}

interface Counted {
  readonly script: string;
  readonly ended: Ended;
  readonly statements: number;
}

/** Nobody else is on the server, so that its own counter is the engine's. */
async function count(trial: BaselineTrial, script: string): Promise<Counted> {
  return trial.asAdministrator(async (session) => {
    const questions = async (): Promise<number> => {
      const [row] = await select(session, "SHOW GLOBAL STATUS LIKE 'Questions'");
      return Number(row?.[1]);
    };
    const before = await questions();
    const ended = await trial.npm(script);
    return { script, ended, statements: (await questions()) - before - 1 };
  });
}
