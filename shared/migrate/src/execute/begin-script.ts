import { readSnapshot, type SessionSnapshot } from '../journal/session-snapshot.ts';
import type { Statements } from '../model.ts';
import { undisturbed } from '../source/reads-previous.ts';
import { callbackStatements, statementHooks } from './callbacks.ts';
import { digestBefore } from './digest-before.ts';
import { writeInsistently } from './overtaken.ts';
import type { ScriptStep, StepContext } from './run-context.ts';
import type { StatementHooks } from './run-statements.ts';
import { scriptEventNames, scriptEvents } from './script-events.ts';
import { openScriptJournal, type ScriptBeginning, type ScriptJournal } from './script-journal.ts';
import { keepSession } from './session-keeper.ts';
import { snapshotPlan, usesOfSnapshot } from './session-snapshot.ts';

/** A script on its way. */
export interface ScriptRun {
  readonly step: ScriptStep;
  readonly statements: Statements;
  readonly hooks: StatementHooks | undefined;
  readonly journal: ScriptJournal;
}

/** Opens the journal of a script. Nothing is sent. */
export function beginRun(
  step: ScriptStep,
  context: StepContext,
  commits: 'in transaction' | 'each by itself',
): ScriptRun {
  const { statement: family } = scriptEvents[step.kind];
  const { session, companion, schema } = context;
  const { server } = session;
  const from = step.resume?.from ?? 1;
  const { statements: all } = step.script;
  const hooks = statementHooks(family, context);
  const { isKept } = context.journal;
  const begun = begunWith(step);
  const earlier = [...context.earlier, ...usesOfSnapshot(begun)];
  const plan = isKept ? snapshotPlan(step.script, server, earlier) : undefined;
  const undisturbedOnes = undisturbed(all, server);
  const journal = openScriptJournal(context.journal, {
    step,
    from,
    afterRank: rankBefore(step, context),
    autocommit: commits === 'each by itself',
    begins: beginsHow(step, context, undisturbedOnes),
    hasOwnTransactions:
      !context.joins && callbackStatements(scriptEventNames(step.kind), context).length === 0,
    behind: context.behind,
    hooksCommit: hooks?.mayCommit ?? false,
    undisturbed: undisturbedOnes,
    insist: (work, mayRepeat) => writeInsistently(session, work, mayRepeat),
    keeper: plan && keepSession(session, plan, begun),
    digest: async (statement, text) => {
      if (!isKept) return undefined;
      const snapshot = text === undefined ? undefined : readSnapshot(text);
      return digestBefore({ statement, statements: all, snapshot }, { companion, server, schema });
    },
  });
  return { step, statements: all.slice(from - 1), hooks, journal };
}

function beginsHow(
  step: ScriptStep,
  { joins, callbacks }: StepContext,
  undisturbedOnes: ReadonlySet<number>,
): ScriptBeginning['begins'] {
  if (joins) return 'with the script before';
  const first = step.script.statements.at(0);
  const isFirstSent = !step.resume && !scriptEventNames(step.kind).some((event) => callbacks.has(event));
  const commitsAtOnce = first?.kind === 'ddl' && !undisturbedOnes.has(first.number);
  return isFirstSent && commitsAtOnce ? 'with its first statement' : 'by itself';
}

/** The snapshot of the session that the step goes on with. */
export function begunWith({ resume }: ScriptStep): SessionSnapshot | undefined {
  return resume?.session === undefined ? undefined : readSnapshot(resume.session);
}

/** A row of this run takes the rank of the one that it replaces. */
function rankBefore({ resume }: ScriptStep, { history }: StepContext): number {
  return resume?.replaces ? resume.replaces.installedRank - 1 : history.lastRank();
}
