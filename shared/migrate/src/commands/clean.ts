import type { Config } from '../config/config.ts';
import { RefusedError } from '../errors.ts';
import { betweenCallbacks } from '../execute/callbacks.ts';
import { readCatalogue, type SchemaObject } from '../history/catalogue.ts';
import { dropObject } from '../history/schema.ts';
import { quoteName } from '../history/sql.ts';
import { newestRun, readRecords } from '../journal/mysql-journal.ts';
import { journalTable } from '../journal/sql.ts';
import type { Session } from '../session.ts';
import { requireConfirmation } from './confirmation.ts';
import { refuseDryRun } from './dry-run.ts';
import { loadCallbacks } from './load.ts';
import { createdSchemas, missingSchemas } from './schemas.ts';
import { requireWritableServer } from './require-writable-server.ts';
import { planAnew, withLease } from './with-lease.ts';
import {
  withLockedWorkspace,
  type CommandOptions,
  type LockedWorkspace,
  type Workspace,
} from './workspace.ts';

/** What `clean` emptied. */
export interface CleanReport {
  readonly operation: 'clean';
  readonly schemasCleaned: readonly string[];
  /** Schemas that the history says were created by a migrate; they are dropped as a whole. */
  readonly schemasDropped: readonly string[];
}

/**
 * Drops every object of the configured schemas, the history included.
 *
 * @throws RefusedError under the production configuration, when `cleanDisabled` is set (Flyway's default), or
 *   when a schema is not named by `confirm`
 */
export async function clean(config: Config, options: CommandOptions = {}): Promise<CleanReport> {
  refuseDryRun(config, 'clean');
  refuseClean(config);
  requireConfirmation(config, 'clean');
  return withLockedWorkspace(config, options, async (workspace) => {
    const { session, history, schemaExists: exists, listener } = workspace;
    const context = { ...workspace, callbacks: await loadCallbacks(workspace, ['Clean']) };
    const created = createdSchemas(exists ? await history.rows() : []);
    const missing = missingSchemas(workspace);
    for (const schema of missing)
      listener({ type: 'warning', message: `Unable to clean unknown schema: ${quoteName(schema)}` });
    const there = config.schemas.filter((schema) => !missing.includes(schema));
    if (there.length > 0) await requireWritableServer(workspace);
    const run = async () => {
      for (const schema of there)
        await (created.includes(schema) ? dropSchema(session, schema) : emptySchema(schema, workspace));
    };
    await underLease(workspace, () => (exists ? betweenCallbacks('Clean', context, run) : run()));
    return {
      operation: 'clean',
      schemasCleaned: there.filter((schema) => !created.includes(schema)),
      schemasDropped: there.filter((schema) => created.includes(schema)),
    };
  });
}

/** @throws RefusedError where `clean` never runs, whatever is confirmed */
export function refuseClean({ environment, cleanDisabled }: Config): void {
  if (environment === 'production') {
    throw new RefusedError('CLEAN_REFUSED', 'clean never runs under the production configuration.');
  }
  if (cleanDisabled) {
    throw new RefusedError(
      'ERROR',
      'Unable to execute clean as it has been disabled with the "flyway.cleanDisabled" property. Set cleanDisabled=false in a configuration that is not production.',
    );
  }
}

async function dropSchema(session: Session, schema: string): Promise<void> {
  await session.query(`drop the schema ${schema}`, `DROP SCHEMA ${quoteName(schema)}`);
}

/**
 * The history goes first, so that a clean which is cut short leaves none that tells of tables that are gone; the lease
 * last, since others may begin from then on.
 */
async function emptySchema(schema: string, { session, config }: Workspace): Promise<void> {
  const { table: journal } = journalTable({ schema, table: config.table });
  const rank = ({ kind, name }: SchemaObject) => {
    if (schema !== config.defaultSchema || kind !== 'TABLE') return 1;
    return name === config.table ? 0 : name === journal ? 2 : 1;
  };
  const { objects } = await readCatalogue(session, { schema });
  const ranked = [...objects].sort((a, b) => rank(a) - rank(b));
  await session.query('clean', 'SET foreign_key_checks = 0');
  for (const object of ranked) await dropObject(session, schema, object);
  await session.query('clean', 'SET foreign_key_checks = 1');
}

/** A schema without a journal has nobody on another node at work, as far as anybody can know. */
async function underLease(workspace: LockedWorkspace, work: () => Promise<void>): Promise<void> {
  const { session, schema, config } = workspace;
  const table = { schema, table: config.table };
  await planAnew(workspace, async () => {
    const seen = newestRun(await readRecords(session, table));
    return seen.run === 0 ? work() : withLease(workspace, seen, work);
  });
}
