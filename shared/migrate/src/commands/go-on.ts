import { RefusedError } from '../errors.ts';
import type { OpenPosition } from '../journal/open-position.ts';
import type { Plan, ResumePoint, Script } from '../model.ts';
import { fileOf } from '../plan/plan-assume.ts';
import { goingOn, stepOf } from '../plan/go-on.ts';
import { certainOf, requireSession } from './certain.ts';
import type { LockedWorkspace } from './workspace.ts';

/**
 * Lets a plan go on with unfinished scripts where they were, instead of running their files from the start.
 *
 * @param unfinished newest first
 *
 * @throws RefusedError when the file is gone, or the plan leaves it out
 * @throws ChangedStatementError, UnknownStateError, LostSessionError
 */
export async function goOn(
  plan: Plan,
  unfinished: readonly OpenPosition[],
  workspace: LockedWorkspace,
): Promise<Plan> {
  let going = plan;
  for (const open of unfinished) {
    const step = stepOf(going, open);
    if (!step) throw notPlanned(open, workspace);
    going = goingOn(going, step, await resumePoint(open, step.script, workspace));
  }
  return going;
}

async function resumePoint(
  open: OpenPosition,
  script: Script,
  workspace: LockedWorkspace,
): Promise<ResumePoint> {
  const certain = requireSession(await certainOf(open, script, workspace), script);
  const { from, prelude, session } = certain;
  const { row } = open;
  return { from, prelude, ...(session !== undefined && { session }), ...(row && { replaces: row }) };
}

function notPlanned({ position }: OpenPosition, { files }: LockedWorkspace): RefusedError {
  const { script } = position;
  return new RefusedError(
    'ERROR',
    fileOf(position, files)
      ? `${script} is unfinished, and neither pending nor within -target=, so that it cannot be gone on with; info shows its state. When what it did is taken back or finished by hand, say so: nilecare-migrate repair -assumeApplied=`
      : `The file of ${script} is gone, and it is unfinished. Put it back; or take back by hand what it did, then: nilecare-migrate repair -assumeApplied=0`,
  );
}
