import type { OpenPosition } from '../journal/open-position.ts';
import type { HistoryRow, Plan, ResumePoint, Step } from '../model.ts';

/** The rows as they would be if the failed scripts had not run, so that their files are pending. */
export function withoutRowsOf(
  rows: readonly HistoryRow[],
  open: readonly OpenPosition[],
): readonly HistoryRow[] {
  const ranks = open.map(({ row }) => row?.installedRank);
  return rows.filter(({ installedRank }) => !ranks.includes(installedRank));
}

type ScriptStep = Extract<Step, { kind: 'run' | 'undo' }>;

/** The step of an unfinished script; undefined when the plan does not run its file. */
export function stepOf(
  { steps }: Plan,
  { position }: Pick<OpenPosition, 'position'>,
): ScriptStep | undefined {
  return steps.find(
    (step): step is ScriptStep =>
      (step.kind === 'run' || step.kind === 'undo') && step.row.script === position.script,
  );
}

/**
 * The plan with one script that goes on where it was. A versioned one comes first: others may be meant for what it
 * leaves behind.
 */
export function goingOn({ steps }: Plan, unfinished: ScriptStep, resume: ResumePoint): Plan {
  const step = { ...unfinished, resume };
  if (step.row.version === undefined)
    return { steps: steps.map((each) => (each === unfinished ? step : each)) };
  const others = steps.filter((each) => each !== unfinished);
  const first = others.findIndex(({ kind }) => kind === 'run' || kind === 'undo');
  return { steps: others.toSpliced(first === -1 ? others.length : first, 0, step) };
}
