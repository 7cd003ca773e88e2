import type { Config } from '../config/config.ts';
import { RefusedError, ScriptError } from '../errors.ts';
import type { Callbacks } from '../execute/callbacks.ts';
import { flywayLockName } from '../execute/lock.ts';
import { recordRun, type Recorded } from '../execute/recording-session.ts';
import { mysqlHistory } from '../history/mysql-history.ts';
import { checksumOfRows, type TableName } from '../history/sql.ts';
import type { Callback, HistoryRow, Migration, Script, Statement, Statements } from '../model.ts';
import type { Server, Session, SessionVariables } from '../session.ts';
import { clientHazards } from '../source/client-hazards.ts';
import { joinStatements } from '../source/lazy-statements.ts';
import { initStatements } from '../source/load-script.ts';
import { variablesIn, variablesNamed } from '../source/user-variables.ts';
import { isEmpty } from './schemas.ts';
import type { LockedWorkspace } from './workspace.ts';

/** What `migrate` or `undo` would have sent, and all that its script must know beside it. */
export interface DryRun {
  /** Absolute path, or `-` for standard output. */
  readonly output: string;
  readonly command: 'migrate' | 'undo';
  readonly generated: Date;
  readonly table: TableName;
  readonly server: Server;
  readonly initial: SessionVariables;
  /** Database that the connection begins in. */
  readonly database: string | undefined;
  readonly sessionVariables: string | undefined;
  readonly initSql: readonly string[];
  readonly installedBy: string | undefined;
  readonly lockName: string;
  /** Seconds. */
  readonly lockTimeout: number;
  readonly found: FoundState;
  /** The schema's version as the plan found it. */
  readonly version: string | null;
  readonly migrations: readonly Migration[];
  /** What `-planHash=` approves. */
  readonly planHash: string;
  readonly recorded: readonly Recorded[];
}

/** What the plan was made for; the script refuses everything else. */
export type FoundState =
  | { readonly kind: 'no schema' }
  | { readonly kind: 'no history'; readonly schema: 'empty' | 'filled' }
  | {
      readonly kind: 'history';
      readonly rows: number;
      readonly lastRank: number;
      /** See {@link checksumOfRows}. */
      readonly checksum: string;
    };

/** What is known when the plan is made. */
interface Planned {
  readonly rows: readonly HistoryRow[];
  readonly historyExists: boolean;
  readonly version: string | null;
  readonly scripts: readonly Script[];
  readonly callbacks: Callbacks;
}

/** A workspace in which nothing is sent. */
export interface Rehearsal {
  readonly workspace: LockedWorkspace;
  /**
   * Ends the recording.
   *
   * @throws ScriptError naming statements that the mysql client would take apart
   */
  finish(planHash?: string): DryRun;
}

/** {@link rehearse}, when the configuration wants a dry run. */
export async function rehearseIfAsked(
  workspace: LockedWorkspace,
  command: DryRun['command'],
  planned: Planned,
): Promise<Rehearsal | undefined> {
  const { dryRunOutput } = workspace.config;
  return dryRunOutput === undefined ? undefined : rehearse(workspace, dryRunOutput, command, planned);
}

/**
 * Replaces session, history, lock and listener of a workspace, so that what follows is recorded instead of sent.
 * The server is only read, and under the lock.
 */
async function rehearse(
  workspace: LockedWorkspace,
  output: string,
  command: DryRun['command'],
  planned: Planned,
): Promise<Rehearsal> {
  const { config, session, schema, started, listener } = workspace;
  const { scripts, callbacks, version } = planned;
  const table = { schema, table: config.table };
  const found = await findState(workspace, table, planned);
  const variables = await possibleVariables(session, schema, statementsOf(scripts, callbacks));
  const recording = recordRun(session, variables);
  const history = mysqlHistory(recording.session, table);
  const facts = {
    output,
    command,
    generated: started,
    table,
    server: session.server,
    initial: session.initial,
    database: config.connection.database,
    sessionVariables: config.connection.sessionVariables,
    initSql: initStatements(config, started),
    installedBy: config.installedBy,
    lockName: flywayLockName(table),
    lockTimeout: config.lockTimeout,
    found,
    version,
    migrations: scripts.map(({ migration }) => migration),
  };
  return {
    workspace: {
      ...workspace,
      session: recording.session,
      // Nobody can know how long the script will take.
      history: { ...history, add: (row) => history.add({ ...row, executionTime: 0 }) },
      lock: recording.lock,
      listener: (event) => {
        if (event.type === 'warning' || event.type === 'planned') listener(event);
        recording.listener(event);
      },
    },
    finish: (planHash = '') => ({ ...facts, planHash, recorded: checked(recording.recorded) }),
  };
}

/**
 * A dry run of anything but `migrate` and `undo` would be a real run.
 *
 * @throws RefusedError
 */
export function refuseDryRun({ dryRunOutput }: Config, command: string): void {
  if (dryRunOutput === undefined) return;
  throw new RefusedError(
    'CONFIGURATION',
    `flyway.dryRunOutput works with migrate and undo; ${command} would really run. Leave the setting out for ${command}.`,
  );
}

/** Statements of one file come one behind the other, so that what sets sql_mode is followed. */
function checked(recorded: readonly Recorded[]): readonly Recorded[] {
  const files = new Map<Migration | Callback, Statement[]>();
  for (const entry of recorded) {
    if (entry.kind !== 'statement') continue;
    const statements = files.get(entry.script) ?? [];
    statements.push(entry.statement);
    files.set(entry.script, statements);
  }
  const problems = [...files].flatMap(([{ path, script }, statements]) =>
    clientHazards(statements).map((hazard) => ({ path, script, ...hazard })),
  );
  if (problems.length > 0) throw new ScriptError(problems);
  return recorded;
}

async function findState(
  workspace: LockedWorkspace,
  table: TableName,
  { rows, historyExists }: Planned,
): Promise<FoundState> {
  const { session, schema, schemaExists } = workspace;
  if (!schemaExists) return { kind: 'no schema' };
  if (!historyExists) {
    return { kind: 'no history', schema: (await isEmpty(workspace, schema)) ? 'empty' : 'filled' };
  }
  const [sum] = await session.query<{ checksum: string | number }>('read the history', checksumOfRows(table));
  const lastRank = Math.max(0, ...rows.map(({ installedRank }) => installedRank));
  return { kind: 'history', rows: rows.length, lastRank, checksum: String(sum?.checksum ?? 0) };
}

function statementsOf(scripts: readonly Script[], callbacks: Callbacks): Statements {
  const files = [...scripts, ...[...callbacks.values()].flat()];
  return files.reduce<Statements>((all, { statements }) => joinStatements(all, statements), []);
}

/**
 * Names that a CALL may leave with a value: those in the scripts and in the stored programs that are there. A
 * script cannot ask the server for them, as `migrate` does; emptying one too many changes nothing.
 */
async function possibleVariables(
  session: Session,
  schema: string,
  statements: Statements,
): Promise<readonly string[]> {
  if (!statements.some(({ kind }) => kind === 'compound')) return [];
  const bodies = await session.query<{ body: string | null }>(
    'read the stored programs',
    'SELECT routine_definition AS body FROM information_schema.routines WHERE routine_schema = ? UNION ALL SELECT action_statement FROM information_schema.triggers WHERE trigger_schema = ?',
    [schema, schema],
  );
  const inBodies = bodies.flatMap(({ body }) => variablesIn(body ?? ''));
  return [...new Set([...variablesNamed(statements), ...inBodies])];
}
