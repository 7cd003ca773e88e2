import type { Config } from '../config/config.ts';
import { RefusedError } from '../errors.ts';
import { betweenCallbacks } from '../execute/callbacks.ts';
import { quoteName } from '../history/sql.ts';
import { resolveLeftOvers } from '../journal/mysql-journal.ts';
import type { HistoryRow } from '../model.ts';
import { abbreviate } from '../plan/findings.ts';
import { baselineRow, schemaRow } from '../plan/plan-migrate.ts';
import { isSynthetic } from '../plan/row-kinds.ts';
import { compareVersions } from '../version.ts';
import { refuseDryRun } from './dry-run.ts';
import { loadCallbacks } from './load.ts';
import { requireWritableServer } from './require-writable-server.ts';
import { createSchemas, missingSchemas } from './schemas.ts';
import { withLockedWorkspace, type CommandOptions, type Workspace } from './workspace.ts';

/** What `baseline` did. */
export interface BaselineReport {
  readonly operation: 'baseline';
  readonly schema: string;
  readonly baselineVersion: string;
  /** False when the same baseline was there already. */
  readonly created: boolean;
}

/**
 * Declares that an existing schema has all up to `baselineVersion`, by one row in a new history.
 *
 * @throws RefusedError when the history already holds migrations or another baseline
 */
export async function baseline(config: Config, options: CommandOptions = {}): Promise<BaselineReport> {
  refuseDryRun(config, 'baseline');
  return withLockedWorkspace(config, options, async (workspace) => {
    const { schema, schemaExists } = workspace;
    const context = { ...workspace, callbacks: await loadCallbacks(workspace, ['Baseline', 'CreateSchema']) };
    if (!schemaExists && !config.createSchemas) {
      throw new RefusedError(
        'SCHEMA_DOES_NOT_EXIST',
        `Schema ${quoteName(schema)} does not exist, or this account cannot see it. Create it, or set createSchemas=true.`,
      );
    }
    const missing = config.createSchemas ? missingSchemas(workspace) : [];
    await requireWritableServer(workspace);
    const made = await createSchemas(missing, context);
    const isNew = made.length > 0 && (await writeWithSchemas(made, workspace));
    const created = await betweenCallbacks('Baseline', context, () => ensureBaseline(workspace));
    return {
      operation: 'baseline',
      schema,
      baselineVersion: config.baselineVersion.text,
      created: isNew || created,
    };
  });
}

/**
 * Flyway's order: where schemas were created, the row of the baseline comes first, then the one that names them.
 *
 * @returns whether the baseline was written
 */
async function writeWithSchemas(made: readonly string[], workspace: Workspace): Promise<boolean> {
  const { config, history } = workspace;
  const isNew = !(await history.exists());
  if (isNew) await ensureBaseline(workspace);
  const installedBy = config.installedBy ?? '';
  await history.add({ ...schemaRow(made), installedBy, executionTime: 0, success: true });
  return isNew;
}

/** @returns false when it is there already */
async function ensureBaseline({ config, session, schema, history }: Workspace): Promise<boolean> {
  if ((await history.exists()) && isSameBaseline(await history.rows(), config)) return false;
  await history.create();
  await resolveLeftOvers(session, { schema, table: config.table });
  const installedBy = config.installedBy ?? '';
  await history.add({ ...baselineRow(config), installedBy, executionTime: 0, success: true });
  return true;
}

/** Flyway's rules: the same baseline is fine, anything else in the history is not. */
function isSameBaseline(rows: readonly HistoryRow[], config: Config): boolean {
  const { baselineVersion, baselineDescription, table, defaultSchema } = config;
  const marker = rows.find(({ type }) => type === 'BASELINE');
  const name = `${quoteName(defaultSchema)}.${quoteName(table)}`;
  if (marker?.version) {
    const isSame =
      compareVersions(marker.version, baselineVersion) === 0 &&
      marker.description === abbreviate(baselineDescription);
    if (isSame) return true;
    throw new RefusedError(
      'ERROR',
      `Unable to baseline schema history table ${name} with (${baselineVersion.text},${baselineDescription}) as it has already been baselined with (${marker.version.text},${marker.description}).`,
    );
  }
  const reason = rows.some((row) => !isSynthetic(row))
    ? 'as it already contains migrations. Its version is known: run migrate.'
    : 'as it already exists. Delete the schema history table, and run baseline again.';
  throw new RefusedError('ERROR', `Unable to baseline schema history table ${name} ${reason}`);
}
