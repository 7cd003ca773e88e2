import type { Trigger } from '@nilecare/dev-database/testing';
import type { FailpointName } from '../../../src/failpoint/names.ts';
import { sentTexts } from './migrations.ts';
import type { Random } from './random.ts';

/** What is killed, and when. */
export type Fault = {
  readonly what: 'process' | 'server' | 'connection';
} & (
  | { readonly moment: FailpointName; readonly nth: number }
  /** Behind the first moment. */
  | { readonly milliseconds: number }
  | { readonly trigger: Trigger }
);

/** What an undisturbed run was like. */
export interface Undisturbed {
  /** How often it came to each moment. */
  readonly moments: ReadonlyMap<FailpointName, number>;
  /** From its first moment to its end. */
  readonly milliseconds: number;
}

/** Each comes up as often as another; names stand for moments. */
const deck: readonly (FailpointName | 'time' | 'cut')[] = [
  'statement-send',
  'statement-sent',
  'statement-done',
  'history-write',
  'commit',
  'time',
  'statement-sent',
  'statement-done',
  'cut',
  'journal-write',
  'script-begin',
  'committed',
];

/** The process is killed half of the time. A server takes long to start again. */
const victims = ['process', 'process', 'process', 'connection', 'connection', 'server'] as const;

/**
 * Draws a fault.
 *
 * @param count faults drawn before, so that each card of the deck comes up in turn
 * @param earlier faults of the same migration, which has the less left to do
 */
export function drawFault(random: Random, run: Undisturbed, count: number, earlier: number): Fault {
  const card = deck[count % deck.length];
  const what = random.pick(victims);
  if (card === undefined || card === 'time')
    return {
      what: what === 'connection' ? 'process' : what,
      milliseconds: random.integer(run.milliseconds),
    };
  if (card === 'cut') {
    const text = random.pick(sentTexts).slice(0, 60);
    const at = random.pick(['before', 'sent', 'answered'] as const);
    return { what: 'connection', trigger: { text, at, act: random.pick(['reset', 'end'] as const) } };
  }
  const most = Math.ceil((run.moments.get(card) ?? 1) / (earlier + 1));
  return { what, moment: card, nth: 1 + random.integer(most) };
}
