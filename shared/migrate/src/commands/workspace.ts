import { setImmediate } from 'node:timers/promises';
import { defaultWaits, type Config } from '../config/config.ts';
import { withConnection } from '../execute/connection.ts';
import type { Companion } from '../execute/companion.ts';
import type { Listener } from '../execute/events.ts';
import { flywayLockName, withLock, type HeldLock } from '../execute/lock.ts';
import { surveyOf, type Survey } from '../execute/survey.ts';
import type { RunRecord } from '../execute/run-record.ts';
import type { LockAnswer } from '../execute/session-facts.ts';
import type { Guard } from '../execute/statement-guard.ts';
import type { History } from '../history/history.ts';
import { mysqlHistory } from '../history/mysql-history.ts';
import { quoteName } from '../history/sql.ts';
import { whatExists, type WhatExists } from '../history/what-exists.ts';
import { journalTable } from '../journal/sql.ts';
import type { MigrationFiles } from '../model.ts';
import type { Session } from '../session.ts';
import { ownFiles, type FileSource } from '../source/file-source.ts';
import { initStatements } from '../source/load-script.ts';
import { recorded } from './recorded.ts';

/** What every command may be given beside its configuration. */
export interface CommandOptions {
  /** Told what happens, for progress; default: nobody. */
  readonly listener?: Listener;
  /**
   * Aborted: the running statement is finished, or ended when it takes longer than five seconds; what is open is rolled
   * back and nothing more is begun. A script whose last statement runs is finished. The reason is the signal's name.
   */
  readonly stop?: AbortSignal;
  /** Filled with what the command does, by commands that take the lock; default: nothing is noted. */
  readonly record?: RunRecord | undefined;
  /** Where its files come from; default: they are read for this command. */
  readonly source?: FileSource | undefined;
  /** `heard` when the next command needs the connection of this one; default: the server is not waited for. */
  readonly goodbye?: 'heard' | undefined;
}

/** A connection to the schema, its history and the files of the configured locations. */
export interface Workspace extends Survey {
  readonly config: Config;
  readonly session: Session;
  /** A second connection, opened when it is first used. */
  readonly companion: Companion;
  readonly history: History;
  readonly files: MigrationFiles;
  readonly source: FileSource;
  /** The beginning of the run, for `${flyway:timestamp}`. */
  readonly started: Date;
  readonly listener: Listener;
  readonly stop: AbortSignal | undefined;
  /** What may end a statement of a script before its time. */
  readonly guard: Guard;
  /** Name of the schema. */
  readonly schema: string;
  /** Whether the schema exists; the session has entered it then. */
  readonly schemaExists: boolean;
  /** As it was under the lock, or without one when the command began; looked at anew when somebody else came in between. */
  readonly exists: WhatExists;
  /** Of a run that leaves evidence. */
  readonly record?: RunRecord | undefined;
}

/** A workspace while the migration lock is held. */
export interface LockedWorkspace extends Workspace {
  readonly lock: HeldLock;
}

/**
 * Reads the files while the connection is being made, then hands both to `use`.
 *
 * @throws ConnectionError, ScriptError, DuplicateMigrationError, ConfigurationError
 */
export function withWorkspace<Report>(
  config: Config,
  options: CommandOptions,
  use: (workspace: Workspace) => Promise<Report>,
): Promise<Report> {
  return withSession(config, options, undefined, async (connected) =>
    use(await enterSchema(config, options, connected)),
  );
}

/**
 * {@link withWorkspace} under the migration lock, for every command that writes. What is in the database is
 * looked at under the lock only: another run may have changed it meanwhile.
 *
 * @throws LockError, and InterruptedError while waiting for it
 */
export function withLockedWorkspace<Report>(
  config: Config,
  options: CommandOptions,
  use: (workspace: LockedWorkspace) => Promise<Report>,
): Promise<Report> {
  const table = { schema: config.defaultSchema, table: config.table };
  const { stop } = options;
  const listener = listenerOf(config, options);
  return withSession(config, options, flywayLockName(table), (connected, got) => {
    const lockOptions = { got, timeout: config.lockTimeout, listener, stop };
    return withLock(connected.session, table, lockOptions, async (lock) => {
      const workspace = { ...(await enterSchema(config, options, connected)), lock };
      return options.record ? recorded(workspace, options.record, use) : use(workspace);
    });
  });
}

/** Flyway's outputQueryResults. */
function listenerOf(config: Config, { listener = ignore }: CommandOptions): Listener {
  if (config.outputQueryResults) return listener;
  return (event) => {
    if (event.type !== 'query-result') listener(event);
  };
}

function ignore(): void {
  // Nobody listens.
}

type Connected = Pick<Workspace, 'session' | 'companion' | 'files' | 'source' | 'started'>;

/** @param lockName tried for when the session is opened, and freed with it where `use` is not called */
async function withSession<Report>(
  config: Config,
  options: CommandOptions,
  lockName: string | undefined,
  use: (connected: Connected, got: LockAnswer) => Promise<Report>,
): Promise<Report> {
  const { stop, goodbye, source = ownFiles() } = options;
  const listener = listenerOf(config, options);
  const { started } = source;
  const initSql = initStatements(config, started);
  // The connection goes first: reading many files may go on without waiting for anything.
  const discovering = setImmediate().then(() => source.discover(config));
  // Reported where it is awaited; a failing connection must not leave it unhandled.
  discovering.catch(() => undefined);
  const sessionOptions = { initSql, stop, goodbye, lockName };
  return withConnection(config.connection, sessionOptions, async (session, companion, got) => {
    const { files, warnings } = await discovering;
    for (const message of warnings) listener({ type: 'warning', message });
    return use({ session, companion, files, source, started }, got);
  });
}

async function enterSchema(
  config: Config,
  options: CommandOptions,
  connected: Connected,
): Promise<Workspace> {
  const { stop } = options;
  const { session, companion } = connected;
  const guard = { companion, stop, waits: config.connection.waits ?? defaultWaits };
  const listener = listenerOf(config, options);
  const schema = config.defaultSchema;
  const exists = await lookWhatExists(config, session);
  const history = mysqlHistory(session, { schema, table: config.table }, exists.history);
  const schemaExists = exists.schemas.includes(schema);
  if (schemaExists && session.initial.schema !== schema)
    await session.query('enter the schema', `USE ${quoteName(schema)}`);
  return {
    config,
    ...connected,
    ...surveyOf(session),
    history,
    listener,
    stop,
    guard,
    schema,
    schemaExists,
    exists,
  };
}

/** The configured schemas, the default one among them, and the engine's own tables. */
export function lookWhatExists(config: Config, session: Session): Promise<WhatExists> {
  const { defaultSchema: schema, schemas, table } = config;
  const history = { schema, table };
  return whatExists(session, [...new Set([...schemas, schema])], { history, journal: journalTable(history) });
}
