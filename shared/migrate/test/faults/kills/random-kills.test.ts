import { startThrowawayServer, testServers, type ThrowawayServer } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFull } from '../full.ts';
import '../saw.ts';
import { statementCount } from './migrations.ts';
import { randomFrom } from './random.ts';
import { countPhases, describeOutcomes, type Outcome } from './tally.ts';
import { runBroken, runUndisturbed } from './trial.ts';

const kills = Number(process.env['NILECARE_FAULTS_KILLS'] ?? 20);
const seed = Number(process.env['NILECARE_FAULTS_SEED'] ?? Math.floor(Math.random() * 1e9));
/** Of the six phases, those that a kill can be aimed at. */
const demanded = [
  'before send',
  'in flight',
  'committed but not recorded',
  'before the history row',
] as const;

// A second server adds nothing to the gate that the fault cases do not.
const servers = isFull ? testServers() : testServers().slice(0, 1);

describe.each(servers)('on $kind $version', ({ kind }) => {
  let own: ThrowawayServer;
  beforeAll(async () => {
    own = await startThrowawayServer({ kind, durable: true });
  });
  afterAll(() => own.stop());

  it(
    `random kills: ${kills} in a migration of ${statementCount} statements, which then equals an undisturbed one`,
    { timeout: 60_000 + kills * 20_000 },
    async ({ task }) => {
      process.stdout.write(`random kills on ${kind}: seed ${seed}\n`);
      const random = randomFrom(seed);
      const undisturbed = await runUndisturbed(own);
      const outcomes: Outcome[] = [];
      const done = () => outcomes.flatMap((outcome) => outcome.kills).length;
      let before = 0;
      while (done() < kills) {
        // A fault may miss; when nearly all do, the moments are not where this test expects them.
        if (outcomes.length > 10 + 3 * done())
          throw new Error(`${done()} kills in ${outcomes.length} migrations`);
        const most = Math.min(1 + random.integer(4), kills - done());
        const { left, drawn, ...outcome } = await runBroken(own, random, undisturbed, { before, most });
        before += drawn;
        outcomes.push(outcome);
        // As far as it came, should the next one fail.
        task.meta.fault = { seen: describeOutcomes(seed, outcomes) };
        expect(left, `seed ${seed}, migration ${outcomes.length}`).toEqual(undisturbed.left);
      }
      const byPhase = countPhases(outcomes);
      if (kills >= 200)
        for (const phase of demanded) expect(byPhase[phase], phase).toBeGreaterThanOrEqual(10);
    },
  );
});
