import type { Config } from '../config/config.ts';
import { RefusedError } from '../errors.ts';
import { betweenCallbacks, runCallbacks } from '../execute/callbacks.ts';
import { dropObject, schemaExists, schemaObjects } from '../history/schema.ts';
import { quoteName } from '../history/sql.ts';
import type { Session } from '../session.ts';
import { requireConfirmation } from './confirmation.ts';
import { loadCallbacks } from './load.ts';
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
  refuseClean(config);
  requireConfirmation(config, 'clean');
  return withLockedWorkspace(config, options, async (workspace) => {
    const { session, history, schemaExists: exists } = workspace;
    const context = { ...workspace, callbacks: await loadCallbacks(workspace) };
    const rows = exists ? await history.rows() : [];
    const wasCreated = rows.some(({ type }) => type === 'SCHEMA');
    const done: string[] = [];
    const run = async () => {
      for (const schema of config.schemas) {
        if (await cleanSchema(session, schema, wasCreated ? 'drop' : 'empty')) done.push(schema);
      }
    };
    if (!exists) await run();
    else if (!wasCreated) await betweenCallbacks('Clean', context, run);
    // No schema is left for callbacks to run in.
    else await runCallbacks('beforeClean', context).then(run);
    return {
      operation: 'clean',
      schemasCleaned: wasCreated ? [] : done,
      schemasDropped: wasCreated ? done : [],
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

/** @returns false when there is no such schema */
async function cleanSchema(session: Session, schema: string, manner: 'drop' | 'empty'): Promise<boolean> {
  if (!(await schemaExists(session, schema))) return false;
  if (manner === 'drop') {
    await session.query(`drop the schema ${schema}`, `DROP SCHEMA ${quoteName(schema)}`);
    return true;
  }
  await session.query('clean', 'SET foreign_key_checks = 0');
  for (const object of await schemaObjects(session, schema)) await dropObject(session, schema, object);
  await session.query('clean', 'SET foreign_key_checks = 1');
  return true;
}
