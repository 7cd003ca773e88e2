import type { Assumed } from '../commands/assume-applied.ts';
import type { HalfUndone } from '../commands/undo-half.ts';
import type { UnfinishedScript } from '../unfinished.ts';

/** `V7__x.sql failed at statement 7 of 12 (line 31); 5 committed. Go on with: nilecare-migrate resume`. */
export function describeUnfinished(unfinished: UnfinishedScript): string {
  return `${describeFacts(unfinished)} ${describeWay(unfinished)}`;
}

function describeFacts({ state, script, total, committed, statement }: UnfinishedScript): string {
  if (state === 'undoing')
    return `An undo of ${script} is half done; left of it: ${committed === 0 ? 'nothing' : `at most ${these(committed)}`} of ${total}.`;
  const at = statement
    ? `at statement ${statement.number} of ${total} (line ${statement.line})`
    : `behind statement ${committed} of ${total}`;
  return `${script} ${verbs[state]} ${at}; ${committed === 0 ? 'none' : committed} committed.`;
}

const verbs = { failed: 'failed', interrupted: 'was interrupted', running: 'is running' } as const;

/** The command that goes on from where the script stands. */
export function goOnCommand({ state, direction }: UnfinishedScript): 'migrate' | 'resume' | 'undo' {
  if (state === 'undoing') return 'undo';
  return state === 'failed' || direction === 'undo' ? 'resume' : 'migrate';
}

function describeWay(unfinished: UnfinishedScript): string {
  const command = `nilecare-migrate ${goOnCommand(unfinished)}`;
  const { state, account, host, process } = unfinished;
  if (state !== 'running') return `Go on with: ${command}`;
  return `Process ${process} on ${host} (${account}) is at work, or died within the last seconds; then go on with: ${command}`;
}

/**
 * The ways on from a failed script, as whole sentences: go on, begin anew, take back. What each meets of that which is
 * committed already is said with it.
 */
export function waysOn({
  script,
  direction,
  committed,
  total,
}: Pick<UnfinishedScript, 'script' | 'direction' | 'committed' | 'total'>): readonly string[] {
  if (committed === 0) {
    return [
      'Fix the file, then: nilecare-migrate resume',
      `Or as with Flyway: nilecare-migrate repair, then ${direction}; both run ${script} from its start.`,
    ];
  }
  const done = these(committed);
  const first = committed + 1;
  const stay = `${done} must stay as ${committed === 1 ? 'it is' : 'they are'}.`;
  return [
    committed === total
      ? `Nothing of ${script} is left to run: nilecare-migrate resume writes its row; ${stay}`
      : `Fix the file from statement ${first} on, then: nilecare-migrate resume. It goes on at statement ${first}; ${stay}`,
    `Take back by hand what ${done} did, then: nilecare-migrate repair, and ${direction}. ${script} runs from its start and meets whatever is left of that.`,
    ...(direction === 'migrate'
      ? [
          `nilecare-migrate undo takes back what ${done} did, as far as the text of the file or an undo file tells how. Then it is pending again.`,
        ]
      : []),
  ];
}

/** How far a failed script came, and the ways on. */
export function describeFailed(unfinished: UnfinishedScript): string {
  return [
    describeFacts(unfinished),
    'What to do, one of these:',
    ...(unfinished.state === 'undoing' ? undoingWays : waysOn(unfinished)).map(
      (way, index) => `${index + 1}. ${way}`,
    ),
  ].join('\n');
}

const undoingWays = [
  'nilecare-migrate undo goes on with it. Then the migration is pending again.',
  'Take back by hand what is left, then: nilecare-migrate repair -assumeApplied=0. The file runs from its start.',
] as const;

/** What counts as applied now, and what goes on. */
export function describeAssumed({ script, committed, total, goOnWith }: Assumed): string {
  if (goOnWith === undefined)
    return `All ${total} statements of ${script} count as applied; its row of success is written.`;
  const way = `Go on with: nilecare-migrate ${goOnWith}`;
  if (committed === 0) return `Nothing of ${script} counts as applied; it runs from its start. ${way}`;
  return `${these(committed).replace(/^s/, 'S')} of ${total} of ${script} count${committed === 1 ? 's' : ''} as applied. ${way}`;
}

/** What was taken back of a half-done migration. */
export function describeHalfUndone({ script, committed, by }: HalfUndone): string {
  if (committed === 0) return `Nothing of ${script} was committed; it is pending again.`;
  const how = by === 'text' ? 'by their text' : 'by the undo file';
  return `Took back the ${committed} committed statement${committed === 1 ? '' : 's'} of ${script} ${how}; it is pending again.`;
}

/** `statement 1`, `statements 1 to 5`. */
export function these(last: number, first = 1): string {
  return first === last ? `statement ${first}` : `statements ${first} to ${last}`;
}
