import { silentJournal } from '../journal/silent-journal.ts';
import type { HistoryRow, Script } from '../model.ts';
import { rehearseIfAsked } from './dry-run.ts';
import { runOptions } from './load.ts';
import type { LockedWorkspace } from './workspace.ts';

/** What `migrate` and `undo` know before anything is sent. */
interface Prepared<Operation> {
  readonly operation: Operation;
  /** Callbacks of these groups are loaded. */
  readonly callbacks: Parameters<typeof runOptions>[1];
  readonly rows: readonly HistoryRow[];
  readonly historyExists: boolean;
  readonly initialVersion: string | null;
  readonly scripts: readonly Script[];
}

/**
 * Everything that a run of scripts is given: callbacks, the facts for its report, and with `dryRunOutput` a session that
 * records instead of sending.
 *
 * @throws ScriptError with the problems of all callbacks
 */
export async function prepareRun<Operation extends 'migrate' | 'undo'>(
  workspace: LockedWorkspace,
  prepared: Prepared<Operation>,
) {
  const { operation, rows, historyExists, initialVersion, scripts } = prepared;
  const { config, schema, session } = workspace;
  const options = await runOptions(workspace, prepared.callbacks);
  const planned = { rows, historyExists, version: initialVersion, scripts, ...options };
  const rehearsal = await rehearseIfAsked(workspace, operation, planned);
  const facts = { operation, schema, server: session.server, initialVersion };
  const database = config.connection.database ?? schema;
  const context = {
    ...workspace,
    ...rehearsal?.workspace,
    ...options,
    journal: silentJournal,
    facts: { ...facts, database },
  };
  return { context, facts, rehearsal };
}
