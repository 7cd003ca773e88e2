import { randomBytes } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { QueryError, RefusedError } from '../errors.ts';
import type { Companion } from '../execute/companion.ts';
import { withConnection } from '../execute/connection.ts';
import { runPlan } from '../execute/run-plan.ts';
import { readFingerprint } from '../history/fingerprint.ts';
import { mysqlHistory } from '../history/mysql-history.ts';
import { quoteName } from '../history/sql.ts';
import { journalTable } from '../journal/sql.ts';
import { silentJournal } from '../journal/silent-journal.ts';
import type { Migration, Plan, Script } from '../model.ts';
import { compareFingerprints, type Difference } from '../plan/compare-fingerprints.ts';
import { planMigrate } from '../plan/plan-migrate.ts';
import { undoRow } from '../plan/plan-undo.ts';
import { states } from '../plan/states.ts';
import { chooseVersions, type VersionToVerify } from '../plan/verify-undo.ts';
import type { Session } from '../session.ts';
import { initStatements, loadMigrationScripts } from '../source/load-script.ts';
import { outsideEffect } from '../source/outside-effects.ts';
import { withWorkspace, type CommandOptions, type Workspace } from './workspace.ts';

/** What `undo -verify` found. */
export interface VerifyUndoReport {
  readonly operation: 'verify-undo';
  readonly schema: string;
  /** In the order in which they were tried, the lowest version first. */
  readonly verified: readonly VerifiedUndo[];
}

/** A version whose migration was run and taken back. */
export interface VerifiedUndo {
  readonly migration: Migration;
  readonly undo: Migration;
  /** Empty when the Undo file brings everything back. */
  readonly differences: readonly Difference[];
}

/**
 * Tries Undo files in a scratch schema, which is dropped whatever happens: runs the migrations below a version, then
 * the version and its Undo file, and compares. The configured schema is only read. Callbacks and repeatable migrations
 * do not run.
 *
 * @throws RefusedError UNDO_REFUSED for versions without an Undo file and for scripts that act outside of their schema
 * @throws PartialRunError when a script fails
 */
export function verifyUndo(config: Config, options: CommandOptions = {}): Promise<VerifyUndoReport> {
  return withWorkspace(config, options, async (workspace) => {
    const { schema, schemaExists, history, files } = workspace;
    const rows = schemaExists ? await history.rows() : [];
    const latest = { outOfOrder: true, target: { kind: 'latest' } } as const;
    const chosen = chooseVersions(states(files.migrations, rows, latest), files.migrations, config.target);
    const verified: VerifiedUndo[] = [];
    for (const version of chosen) verified.push(await verifyVersion(version, workspace));
    return { operation: 'verify-undo', schema, verified };
  });
}

async function verifyVersion(version: VersionToVerify, workspace: Workspace): Promise<VerifiedUndo> {
  const { migration, undo, below } = version;
  const scratch = scratchConfig(workspace.config);
  const scripts = await loadMigrationScripts([...below, migration, undo], scratch, workspace.started);
  await refuseOutsideEffects(scripts, workspace);
  const differences = await withScratchSchema(workspace, scratch, async (session, companion) => {
    const table = { schema: scratch.defaultSchema, table: scratch.table };
    const run = (plan: Plan) =>
      runPlan(plan, {
        session,
        schema: table.schema,
        history: mysqlHistory(session, table),
        lock: { name: '', check: () => Promise.resolve() },
        journal: silentJournal,
        companion: workspace.companion,
        callbacks: new Map(),
        installedBy: '',
        execution: 'run',
        listener: workspace.listener,
        stop: workspace.stop,
        guard: { ...workspace.guard, companion },
        facts: {
          operation: 'verify-undo',
          schema: workspace.schema,
          database: workspace.config.connection.database ?? workspace.schema,
          server: session.server,
          initialVersion: null,
        },
      });
    await mysqlHistory(session, table).create();
    await run(planMigrate([], scripts.slice(0, below.length), []));
    const fingerprint = () =>
      readFingerprint(session, table.schema, [table.table, journalTable(table).table]);
    const before = await fingerprint();
    await run(tryPlan(scripts.slice(below.length)));
    return compareFingerprints(before, await fingerprint());
  });
  return { migration, undo, differences };
}

/** The version, and what takes it back. */
function tryPlan([migration, undo]: readonly Script[]): Plan {
  if (!migration || !undo) return { steps: [] };
  const { steps } = planMigrate([], [migration], []);
  const row = undoRow(migration.migration.version, undo.migration);
  return { steps: [...steps, { kind: 'run', script: undo, row, outOfOrder: false }] };
}

/** A name of at most 64 characters that nobody else has. */
function scratchConfig(config: Config): Config {
  const unique = `_verify_${randomBytes(5).toString('hex')}`;
  const defaultSchema = `${config.defaultSchema.slice(0, 64 - unique.length)}${unique}`;
  const connection = { ...config.connection, database: defaultSchema };
  return { ...config, connection, defaultSchema, schemas: [defaultSchema] };
}

async function withScratchSchema<Result>(
  workspace: Workspace,
  config: Config,
  use: (session: Session, companion: Companion) => Promise<Result>,
): Promise<Result> {
  const { session, schema, started, stop } = workspace;
  const { connection, defaultSchema } = config;
  const initSql = initStatements(config, started);
  await createScratch(session, schema, defaultSchema);
  try {
    return await withConnection(connection, { initSql, stop }, async (scratchSession, companion) => {
      // initSql may have gone to another schema, perhaps to the one that must only be read.
      await scratchSession.query('enter the scratch schema', `USE ${quoteName(defaultSchema)}`);
      return use(scratchSession, companion);
    });
  } finally {
    await dropScratch(workspace, defaultSchema);
  }
}

/**
 * On a connection of its own, because the first one was idle while the scripts ran and may have timed out. A failure
 * is only warned of, so that it hides none that is on its way.
 */
async function dropScratch({ config, listener }: Workspace, scratch: string): Promise<void> {
  const drop = `DROP SCHEMA IF EXISTS ${quoteName(scratch)}`;
  try {
    await withConnection(config.connection, { stop: undefined }, (session) =>
      session.query('drop the scratch schema', drop),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    listener({ type: 'warning', message: `The scratch schema is left behind (${reason}). Run: ${drop}` });
  }
}

/** With the character set of the schema that it stands for. */
async function createScratch(session: Session, schema: string, scratch: string): Promise<void> {
  const [found] = await session.query<{ charset: string; collation: string }>(
    'read the character set of the schema',
    'SELECT default_character_set_name AS charset, default_collation_name AS collation FROM information_schema.schemata WHERE schema_name = ?',
    [schema],
  );
  const charset = found ? ` CHARACTER SET ${found.charset} COLLATE ${found.collation}` : '';
  try {
    await session.query('create the scratch schema', `CREATE SCHEMA ${quoteName(scratch)}${charset}`);
  } catch (error) {
    const isDenied = error instanceof QueryError && [1044, 1045, 1142, 1227].includes(error.fault.errno ?? 0);
    throw isDenied ? await missingGrant(session, scratch, error) : error;
  }
}

async function missingGrant(session: Session, scratch: string, cause: Error): Promise<RefusedError> {
  const [row] = await session.query<{ account: string }>(
    'ask who this is',
    'SELECT CURRENT_USER() AS account',
  );
  const [user = '', host = ''] = (row?.account ?? '').split(/@(?=[^@]*$)/);
  const pattern = `${scratch.replace(/[0-9a-f]{10}$/, '')}%`.replaceAll(/[_%](?!$)/g, '\\$&');
  return new RefusedError(
    'UNDO_REFUSED',
    `This account may not create the scratch schema ${scratch}. Nothing was changed.\nLet an administrator run: GRANT ALL PRIVILEGES ON ${quoteName(pattern)}.* TO '${user}'@'${host}'`,
    { cause },
  );
}

/** The scratch schema protects only from what stays inside of it. */
async function refuseOutsideEffects(scripts: readonly Script[], { session }: Workspace): Promise<void> {
  const rows = await session.query<{ name: string }>(
    'list the schemas',
    'SELECT schema_name AS name FROM information_schema.schemata',
  );
  const readOnly = ['information_schema', 'performance_schema'];
  const schemas = rows.map(({ name }) => name).filter((name) => !readOnly.includes(name.toLowerCase()));
  for (const { migration, statements } of scripts) {
    const effect = outsideEffect(statements, schemas);
    if (!effect) continue;
    const { line, number } = effect.statement;
    throw new RefusedError(
      'UNDO_REFUSED',
      `${migration.path}:${line}: statement ${number} would act outside of the scratch schema: ${effect.reason}. This version cannot be verified; nothing was changed.`,
    );
  }
}
