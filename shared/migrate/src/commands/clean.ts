import type { Config } from '../config/config.ts';
import { RefusedError } from '../errors.ts';
import { betweenCallbacks } from '../execute/callbacks.ts';
import { dropObject, schemaObjects } from '../history/schema.ts';
import { quoteName } from '../history/sql.ts';
import type { Session } from '../session.ts';
import { requireConfirmation } from './confirmation.ts';
import { refuseDryRun } from './dry-run.ts';
import { loadCallbacks } from './load.ts';
import { createdSchemas, missingSchemas } from './schemas.ts';
import { withLockedWorkspace, type CommandOptions } from './workspace.ts';

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
    const missing = await missingSchemas(workspace);
    for (const schema of missing)
      listener({ type: 'warning', message: `Unable to clean unknown schema: ${quoteName(schema)}` });
    const there = config.schemas.filter((schema) => !missing.includes(schema));
    const run = async () => {
      for (const schema of there)
        await (created.includes(schema) ? dropSchema(session, schema) : emptySchema(session, schema));
    };
    await (exists ? betweenCallbacks('Clean', context, run) : run());
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

async function emptySchema(session: Session, schema: string): Promise<void> {
  await session.query('clean', 'SET foreign_key_checks = 0');
  for (const object of await schemaObjects(session, schema)) await dropObject(session, schema, object);
  await session.query('clean', 'SET foreign_key_checks = 1');
}
