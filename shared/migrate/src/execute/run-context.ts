import type { History } from '../history/history.ts';
import type { Journal } from '../journal/journal.ts';
import type { Step } from '../model.ts';
import type { SessionUse } from '../source/session-use.ts';
import type { Companion } from './companion.ts';
import type { RunFacts } from '../run-errors.ts';
import type { CallbackContext } from './callbacks.ts';
import type { Grouping } from './grouping.ts';
import type { HeldLock } from './lock.ts';

/** What a plan is run with. */
export interface RunContext extends CallbackContext {
  readonly history: History;
  readonly journal: Journal;
  readonly companion: Companion;
  readonly lock: HeldLock;
  /** Text for `installed_by`; empty for the account's own name. */
  readonly installedBy: string;
  /** Aborted: the running statement is finished or killed, what is open is rolled back, nothing more is begun. */
  readonly stop: AbortSignal | undefined;
  /** Flyway's skipExecutingMigrations: rows are written, scripts are not run. */
  readonly execution: 'run' | 'skip';
  /** Default `each`. */
  readonly grouping?: Grouping;
  /** For the error of a run that breaks off. */
  readonly facts?: RunFacts;
}

/** What a step is run with. */
export interface StepContext extends RunContext {
  /** The transaction of the step before it goes on. */
  readonly joins: boolean;
  /** The transaction goes on behind it. */
  readonly staysOpen: boolean;
  /** What the scripts before it have done to the session. */
  readonly earlier: readonly SessionUse[];
}

/** A step that runs a file. */
export type ScriptStep = Extract<Step, { kind: 'run' | 'undo' }>;

/** Whether the step runs a file. */
export function isScript(step: Step): step is ScriptStep {
  return step.kind === 'run' || step.kind === 'undo';
}
