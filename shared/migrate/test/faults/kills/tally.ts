import type { FailpointName } from '../../../src/failpoint/names.ts';

/** Where a migration was when it was killed. */
export const phases = [
  'before send',
  'in flight',
  'committed but not recorded',
  'in an open transaction',
  'before the history row',
  'behind the history row',
] as const;

export type Phase = (typeof phases)[number];

/** One kill. */
export interface Kill {
  readonly phase: Phase;
  readonly what: 'process' | 'server' | 'connection';
}

/** What became of one migration. */
export interface Outcome {
  readonly kills: readonly Kill[];
  /** How often the engine could not tell, rightly, and a human looked. */
  readonly asked: number;
  /** How often a statement failed and `resume` went on. */
  readonly resumed: number;
}

/**
 * @param isSent whether the journal names a statement whose outcome it does not know; behind a reply that statement is
 *   committed, and without one what was open is rolled back
 */
export function phaseOf(moment: FailpointName, isSent: boolean): Phase {
  switch (moment) {
    case 'lease-taken':
    case 'script-begin':
    case 'journal-write':
    case 'statement-send':
      return 'before send';
    case 'statement-sent':
      return 'in flight';
    case 'statement-done':
      return isSent ? 'committed but not recorded' : 'in an open transaction';
    case 'history-write':
    case 'commit':
    case 'failure-record':
      return 'before the history row';
    case 'committed':
    case 'lease-release':
      return 'behind the history row';
  }
}

/** Kills by phase. */
export function countPhases(outcomes: readonly Outcome[]): Readonly<Record<Phase, number>> {
  const kills = outcomes.flatMap((outcome) => outcome.kills);
  const count = (phase: Phase) => kills.filter((kill) => kill.phase === phase).length;
  return Object.fromEntries(phases.map((phase) => [phase, count(phase)])) as Record<Phase, number>;
}

/** One line for the table. */
export function describeOutcomes(seed: number, outcomes: readonly Outcome[]): string {
  const kills = outcomes.flatMap((outcome) => outcome.kills);
  const sum = (pick: (outcome: Outcome) => number) => outcomes.reduce((total, each) => total + pick(each), 0);
  const byPhase = Object.entries(countPhases(outcomes)).map(([phase, count]) => `${phase} ${count}`);
  const byVictim = (['process', 'server', 'connection'] as const).map(
    (what) => `${what} ${kills.filter((kill) => kill.what === what).length}`,
  );
  return [
    `seed ${seed}: ${kills.length} kills in ${outcomes.length} migrations`,
    byPhase.join(', '),
    byVictim.join(', '),
    `a human was asked ${sum(({ asked }) => asked)} times, resumed ${sum(({ resumed }) => resumed)} times`,
  ].join('; ');
}
