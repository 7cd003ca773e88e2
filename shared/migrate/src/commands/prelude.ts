import { RefusedError } from '../errors.ts';
import { betweenCallbacks } from '../execute/callbacks.ts';
import type { RunContext } from '../execute/run-context.ts';
import { runPlan } from '../execute/run-plan.ts';
import { quoteName } from '../history/sql.ts';
import type { HistoryRow, Step } from '../model.ts';
import { baselineRow, schemaRow } from '../plan/plan-migrate.ts';
import { virtualRow } from '../plan/virtual-row.ts';
import { nonEmptySchemas, quoteNames } from './schemas.ts';
import type { Workspace } from './workspace.ts';

/** What of schemas and history is there. */
interface Found {
  readonly missing: readonly string[];
  readonly historyExists: boolean;
}

/** Rows to write first: creation of schemas, or without a history the baseline of schemas that are not empty. */
export async function planPrelude(
  workspace: Workspace,
  { missing, historyExists }: Found,
): Promise<readonly Step[] | 'moved on'> {
  const { config, schema, schemaExists, history } = workspace;
  if (missing.length > 0 && config.createSchemas) return [{ kind: 'write', row: schemaRow(missing) }];
  if (!schemaExists) {
    throw new RefusedError(
      'SCHEMA_DOES_NOT_EXIST',
      `Schema ${quoteName(schema)} does not exist, or this account cannot see it. Create it, or set createSchemas=true.`,
    );
  }
  const filled = historyExists || config.skipExecutingMigrations ? [] : await nonEmptySchemas(workspace);
  if (filled.length === 0) return [];
  // On another node of a cluster somebody may have begun since it was looked for.
  if (await history.exists()) return 'moved on';
  if (config.baselineOnMigrate) return [{ kind: 'write', row: baselineRow(config) }];
  throw new RefusedError(
    'NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE',
    `Found non-empty schema(s) ${quoteNames(filled)} but no schema history table. Use baseline, or set baselineOnMigrate to true, to initialize the schema history table.`,
  );
}

/** The row names what was created, and there is none when callbacks had created everything. */
export function withCreated(prelude: readonly Step[], created: readonly string[]): readonly Step[] {
  return prelude.flatMap((step) => {
    if (step.kind !== 'write' || step.row.type !== 'SCHEMA') return [step];
    return created.length > 0 ? [{ ...step, row: schemaRow(created) }] : [];
  });
}

/** A baseline has its callbacks here too. */
export async function runPrelude(steps: readonly Step[], context: RunContext): Promise<void> {
  const run = () => runPlan({ steps }, context);
  const isBaseline = steps.some((step) => step.kind === 'write' && step.row.type === 'BASELINE');
  await (isBaseline ? betweenCallbacks('Baseline', context, run) : run());
}

/** The rows of the prelude as they will stand in the history, so that states can be computed before. */
export function virtualRows(prelude: readonly Step[], rows: readonly HistoryRow[]): readonly HistoryRow[] {
  return prelude.flatMap((step) => {
    if (step.kind !== 'write') return [];
    const first = step.row.type === 'SCHEMA' ? 0 : 1;
    const installedRank = (rows.at(-1)?.installedRank ?? first - 1) + 1;
    return [virtualRow(step.row, installedRank)];
  });
}
