import type { RunContext } from '../execute/run-context.ts';
import { restoreSession } from '../execute/session-state.ts';
import { takeBackAll, type TakingBack } from '../execute/take-back.ts';
import type { OpenPosition } from '../journal/open-position.ts';
import { resolveRecords } from '../journal/mysql-journal.ts';
import type { Migration, Script } from '../model.ts';
import type { Circumstances } from '../probe/read/read-change.ts';
import { deriveUndo } from '../plan/derive-undo.ts';
import { fileOf, withoutDoubt } from '../plan/plan-assume.ts';
import { planHalfUndo } from '../plan/plan-half-undo.ts';
import { HalfUndoError } from '../resume-errors.ts';
import { RefusedError } from '../errors.ts';
import { sameVersion } from '../version.ts';
import { certainOf } from './certain.ts';
import { loadScripts } from './load.ts';
import { inOneTransaction } from './one-transaction.ts';
import { resolve } from './resolve.ts';
import type { LockedWorkspace } from './workspace.ts';

/** What takes a half-done migration back. */
export interface HalfUndo {
  readonly open: OpenPosition;
  /** Statements 1 … committed of its file are in the database. */
  readonly committed: number;
  /** The migration, or its undo file: where the statements stand. */
  readonly file: Script;
  readonly by: 'text' | 'undo file';
  readonly items: readonly TakingBack[];
}

/** What was done. */
export interface HalfUndone {
  readonly script: string;
  readonly committed: number;
  readonly by: HalfUndo['by'];
  /** Statements, in order. */
  readonly sent: readonly string[];
}

/**
 * Reads what is to be sent, from the text of the committed statements, otherwise from the undo file.
 *
 * @throws HalfUndoError, ChangedStatementError, UnknownStateError, RefusedError before anything is touched
 */
export async function planHalf(open: OpenPosition, workspace: LockedWorkspace): Promise<HalfUndo> {
  const { script: name } = open.position;
  const migration = fileOf(open.position, workspace.files);
  if (!migration) {
    throw new RefusedError(
      'UNDO_REFUSED',
      `The file of ${name} is gone, and with it what its statements did. Put it back; or take back by hand what it did, then: nilecare-migrate repair -assumeApplied=0`,
    );
  }
  const undo = undoFileOf(migration, workspace);
  const [script, undoScript] = await loadScripts(workspace, undo ? [migration, undo] : [migration]);
  if (!script) throw new Error(`${migration.path} was not loaded`);
  const committed = (await certainOf(open, script, workspace)).from - 1;
  const start = await circumstances(workspace);
  const half = { open, committed };
  const derived = deriveUndo(script.statements.slice(0, committed), start);
  if (derived.kind === 'derived') {
    const items = derived.reversals.map(({ undoes, ...rest }) => ({ ...rest, statement: undoes }));
    return { ...half, file: script, by: 'text', items };
  }
  if (!undoScript) throw new HalfUndoError(name, placed(script, derived.obstacles));
  const planned = planHalfUndo(undoScript, script, { ...start, committed });
  if (planned.kind === 'not covered')
    throw new HalfUndoError(name, [
      ...placed(script, derived.obstacles),
      ...placed(undoScript, planned.obstacles),
    ]);
  const items = planned.statements.map((each) => ({ ...each, sql: each.statement.text }));
  return { ...half, file: undoScript, by: 'undo file', items };
}

/**
 * Takes it back; the version is pending then. In a rehearsal it is recorded.
 *
 * @param workspace the real one, where `context` may be a rehearsal's
 */
export async function undoHalf(
  half: HalfUndo,
  workspace: LockedWorkspace,
  context: LockedWorkspace & RunContext,
): Promise<HalfUndone> {
  const { open, committed, by } = half;
  const sent = await takeBack(half, workspace, context);
  return { script: open.position.script, committed, by, sent };
}

async function takeBack(
  { open, committed: beginning, by, file, items }: HalfUndo,
  workspace: LockedWorkspace,
  context: LockedWorkspace & RunContext,
): Promise<readonly string[]> {
  const { session, companion, listener, stop, schema, config, history, journal } = context;
  // Nothing may go on with it from now on, but another undo.
  const keep = (committed: number) =>
    journal.write({ ...withoutDoubt(open.position), state: 'undoing', committed }, 'working');
  await keep(beginning);
  const sent = await takeBackAll(items, {
    session,
    companion,
    listener,
    stop,
    file: file.migration,
    // What is left is known should this break off too.
    done: async ({ statement: { number } }) => {
      if (by === 'text') await keep(number - 1);
    },
  });
  await restoreSession(session, schema, file.statements);
  await inOneTransaction(session, async () => {
    if (workspace.session === session) await resolve([open], journal);
    else await resolveRecords(session, { schema, table: config.table }, open.position.script);
    if (open.row) await history.remove(open.row);
    return [];
  });
  return sent;
}

function undoFileOf({ version }: Migration, { files }: LockedWorkspace): Migration | undefined {
  if (!version) return undefined;
  return files.migrations.find((file) => file.category === 'Undo' && sameVersion(file.version, version));
}

async function circumstances({ session, schema }: LockedWorkspace): Promise<Circumstances> {
  const [row] = await session.query<{ mode: string }>(
    'read the sql_mode',
    'SELECT @@SESSION.sql_mode AS mode',
  );
  return { server: session.server, schema, sqlMode: row?.mode ?? '' };
}

function placed<Obstacle extends object>({ migration }: Script, obstacles: readonly Obstacle[]) {
  return obstacles.map((obstacle) => ({ ...obstacle, migration }));
}
