import type { Config } from '../config/config.ts';
import { UnvalidatedError } from '../errors.ts';
import { runCallbacks } from '../execute/callbacks.ts';
import type { Finding } from '../model.ts';
import { findings } from '../plan/findings.ts';
import { states } from '../plan/states.ts';
import { withUnfinished } from '../plan/unfinished.ts';
import { loadCallbacks } from './load.ts';
import { unfinishedScripts } from './open-scripts.ts';
import { withWorkspace, type CommandOptions } from './workspace.ts';

/** What `validate` found; valid when there are no findings. */
export interface ValidateReport {
  readonly operation: 'validate';
  readonly schema: string;
  /** Number of migrations looked at. */
  readonly count: number;
  readonly findings: readonly Finding[];
}

/**
 * Compares files and history and reports every disagreement; pending migrations are one. Changes nothing.
 *
 * @throws UnvalidatedError when the schema does not exist
 * @throws ConnectionError, DuplicateMigrationError, ConfigurationError
 */
export function validate(config: Config, options: CommandOptions = {}): Promise<ValidateReport> {
  return withWorkspace(config, options, async (workspace) => {
    const { schema, schemaExists, history, files } = workspace;
    if (!schemaExists) throw new UnvalidatedError(schema);
    const context = { ...workspace, callbacks: await loadCallbacks(workspace, ['Validate']) };
    await runCallbacks('beforeValidate', context);
    const rows = await history.rows();
    const unfinished = await unfinishedScripts(workspace, rows);
    const infos = withUnfinished(states(files.migrations, rows, config), unfinished);
    const problems = findings(infos, { ignore: config.ignoreMigrationPatterns });
    await runCallbacks(problems.length > 0 ? 'afterValidateError' : 'afterValidate', context);
    return { operation: 'validate', schema, count: infos.length, findings: problems };
  });
}
