import type { Config } from '../config/config.ts';
import { FailedMigrationError, type AppliedStep } from '../run-errors.ts';
import { betweenCallbacks } from '../execute/callbacks.ts';
import { runPlan } from '../execute/run-plan.ts';
import { RefusedError } from '../errors.ts';
import type { HistoryRow, MigrationFiles, MigrationInfo, Plan } from '../model.ts';
import { fileOf } from '../plan/plan-assume.ts';
import type { OpenPosition } from '../journal/open-position.ts';
import { abbreviateScript, isFailed } from '../plan/findings.ts';
import { withoutRowsOf } from '../plan/go-on.ts';
import { planUndo, undoableMigrations, type Undoable } from '../plan/plan-undo.ts';
import { currentVersion, isInEffect, states } from '../plan/states.ts';
import { unfinishedScript, withUnfinished } from '../plan/unfinished.ts';
import { virtualRow } from '../plan/virtual-row.ts';
import { compareVersions } from '../version.ts';
import type { Session } from '../session.ts';
import { checkHistory } from './check-history.ts';
import { requireConfirmation } from './confirmation.ts';
import type { DryRun } from './dry-run.ts';
import { goOn } from './go-on.ts';
import { underLease } from './journaled.ts';
import { loadScripts } from './load.ts';
import { readHistoryState } from './open-scripts.ts';
import { prepareRun } from './prepare-run.ts';
import { requireApproved } from './require-approved.ts';
import { planHalf, undoHalf, type HalfUndo, type HalfUndone } from './undo-half.ts';
import { planAnew } from './with-lease.ts';
import { withLockedWorkspace, type CommandOptions, type LockedWorkspace } from './workspace.ts';

/** What `undo` took back. */
export interface UndoReport {
  readonly operation: 'undo';
  readonly schema: string;
  readonly server: Session['server'];
  readonly initialVersion: string | null;
  /** The schema's version afterwards, null when none is left. */
  readonly targetVersion: string | null;
  /** With `dryRunOutput` those that would be taken back. */
  readonly applied: readonly AppliedStep[];
  /** What was taken back of a migration that was half done. */
  readonly halfDone?: HalfUndone;
  /** Present when `dryRunOutput` is set: nothing was changed; {@link dryRunScript} makes a script of it. */
  readonly dryRun?: DryRun;
}

/**
 * Runs the Undo file of the newest applied version, or with a target of every version from it on, and
 * records each by a DELETE row, after which the version is Pending again. A migration that failed or was interrupted
 * is the newest; of it is taken back what is committed, and no row is left.
 *
 * @throws UndoError listing the versions without an Undo file, before anything is touched
 * @throws RefusedError under the production configuration without confirmation
 * @throws HalfUndoError when what is committed of a half-done migration cannot be taken back
 * @throws PartialRunError when an Undo file fails
 */
export async function undo(config: Config, commandOptions: CommandOptions = {}): Promise<UndoReport> {
  if (config.environment === 'production' && config.dryRunOutput === undefined)
    requireConfirmation(config, 'undo');
  return withLockedWorkspace(config, commandOptions, (workspace) =>
    planAnew(workspace, (present) => planAndUndo(present, 'undo')),
  );
}

/**
 * One attempt: an interrupted undo file is gone on with, and in `resume` a failed one too.
 *
 * @returns `moved on` when another run came in between
 */
export async function planAndUndo(
  workspace: LockedWorkspace,
  command: 'undo' | 'resume',
): Promise<UndoReport | 'moved on'> {
  const { config, schema, schemaExists, history, files, listener } = workspace;
  const { rows, open, seen } = await readHistoryState(workspace);
  const historyExists = history.isThere();
  const begun = open.find(
    ({ kind, position }) => position.direction === 'undo' && (kind === 'interrupted' || command === 'resume'),
  );
  const half = begun ? undefined : await planHalfOf(open, workspace);
  const infos = undoableInfos(workspace, rows, { open, taken: begun ?? half?.open });
  const isAlone = half && config.target.kind !== 'version';
  const undoables = begun
    ? undoableOf(infos, begun)
    : isAlone
      ? []
      : undoableMigrations(infos, config.target);
  const scripts = await loadScripts(
    workspace,
    undoables.map(({ undo: file }) => file),
  );
  const plan = await goOn(planUndo(undoables, scripts), begun ? [begun] : [], workspace);
  const initialVersion = versionOf(states(files.migrations, rows, latest(config)));
  const { context, rehearsal, facts } = await prepareRun(workspace, {
    operation: 'undo',
    callbacks: ['Undo'],
    rows,
    historyExists,
    initialVersion,
    scripts: half ? [half.file, ...scripts] : scripts,
  });
  listener({ type: 'planned', steps: plan.steps, schema, version: initialVersion });
  const texts = half?.items.map(({ sql }) => sql) ?? [];
  const takeBack = half && { file: half.file, texts, row: half.open.row };
  const planHash = requireApproved({ ...plan, operation: 'undo', takeBack }, context);

  await checkHistory(workspace, plan.steps);
  return underLease(
    { isNeeded: plan.steps.length > 0 || half !== undefined, seen },
    context,
    async (leased) => {
      let halfDone: HalfUndone | undefined;
      const run = async () => {
        halfDone = half && (await undoHalf(half, workspace, leased));
        return runPlan(plan, leased);
      };
      const applied = schemaExists ? await betweenCallbacks('Undo', context, run) : [];
      const rowsNow = rehearsal ? withPlanned(rows, plan, half) : await history.rows();
      const isChanged = applied.length > 0 || halfDone;
      const targetVersion = isChanged ? versionAfter(rowsNow, files) : initialVersion;
      const dryRun = rehearsal?.finish(planHash);
      return { ...facts, targetVersion, applied, ...(halfDone && { halfDone }), ...(dryRun && { dryRun }) };
    },
  );
}

/** What of a half-done migration is to be taken back, if the target covers it. */
async function planHalfOf(
  open: readonly OpenPosition[],
  workspace: LockedWorkspace,
): Promise<HalfUndo | undefined> {
  const [newest] = open;
  if (newest?.position.direction !== 'migrate') return undefined;
  const { target } = workspace.config;
  const version = fileOf(newest.position, workspace.files)?.version ?? newest.row?.version;
  const isBelow = target.kind === 'version' && version && compareVersions(version, target.version) < 0;
  return isBelow ? undefined : planHalf(newest, workspace);
}

/**
 * The migrations behind the half-done one.
 *
 * @throws FailedMigrationError, RefusedError when another one is unfinished
 */
function undoableInfos(
  { config, files }: LockedWorkspace,
  rows: readonly HistoryRow[],
  { open, taken }: { readonly open: readonly OpenPosition[]; readonly taken: OpenPosition | undefined },
): readonly MigrationInfo[] {
  const remaining = withoutRowsOf(rows, taken ? [taken] : []);
  const unfinished = open.filter((each) => each !== taken).map(unfinishedScript);
  const infos = withUnfinished(states(files.migrations, remaining, latest(config)), unfinished);
  const failed = infos.find(({ state }) => isFailed(state));
  if (failed?.row) throw new FailedMigrationError(failed.row, undefined, failed.unfinished);
  const [other] = unfinished;
  if (other?.state === 'undoing') {
    throw new RefusedError(
      'UNDO_REFUSED',
      `An undo of ${other.script} is half done. Go on with it first: nilecare-migrate undo, without -target=. Nothing was touched.`,
    );
  }
  if (other) {
    throw new RefusedError(
      'UNDO_REFUSED',
      `${other.script} was interrupted. Go on with it first: nilecare-migrate ${other.direction === 'undo' ? 'resume' : 'migrate'}. Nothing was touched.`,
    );
  }
  return infos;
}

/** The version whose undo file was begun. */
function undoableOf(infos: readonly MigrationInfo[], { position }: OpenPosition): readonly Undoable[] {
  return infos.flatMap((info) => {
    const { row, undo: file } = info;
    const isBegun = row && file && isInEffect(info) && abbreviateScript(file.script) === position.script;
    return isBegun ? [{ row, undo: file }] : [];
  });
}

function latest({ outOfOrder }: Config): Parameters<typeof states>[2] {
  return { outOfOrder, target: { kind: 'latest' } };
}

function versionOf(infos: readonly MigrationInfo[]): string | null {
  return currentVersion(infos)?.text ?? null;
}

function versionAfter(rows: readonly HistoryRow[], { migrations }: MigrationFiles): string | null {
  const target = { kind: 'latest' } as const;
  return currentVersion(states(migrations, rows, { outOfOrder: true, target }))?.text ?? null;
}

/** The history as the plan would leave it. */
function withPlanned(
  rows: readonly HistoryRow[],
  { steps }: Plan,
  half: HalfUndo | undefined,
): readonly HistoryRow[] {
  const remaining = rows.filter((row) => row !== half?.open.row);
  const lastRank = Math.max(0, ...remaining.map(({ installedRank }) => installedRank));
  return [...remaining, ...steps.map(({ row }, index) => virtualRow(row, lastRank + 1 + index))];
}
