import type { History } from '../history/history.ts';
import type { Journal } from '../journal/journal.ts';
import type { Step } from '../model.ts';
import type { SessionUse } from '../source/session-use.ts';
import type { Companion } from './companion.ts';
import type { AppliedStep, RunFacts } from '../run-errors.ts';
import type { CallbackContext } from './callbacks.ts';
import type { Grouping } from './grouping.ts';
import type { Lease } from './heartbeat.ts';
import type { HeldLock } from './lock.ts';
import type { OpenEnd } from './open-end.ts';

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
  /**
   * Whether the end of a script may be committed by what begins the next one. Default `by themselves`: where no journal is
   * kept, and on a node of a cluster, which may roll a transaction back for another node's.
   */
  readonly ends?: 'with the next' | 'by themselves';
  /** Present where nothing is done under the lease behind the plan: what commits its last script may give it back. */
  readonly lease?: Pick<Lease, 'giveBackWith'> | undefined;
  /** For the error of a run that breaks off. */
  readonly facts?: RunFacts;
}

/** What a step is run with. */
export interface StepContext extends RunContext {
  /** The transaction of the step before it goes on, as that of a group. */
  readonly joins: boolean;
  /** The transaction goes on behind it, as that of a group. */
  readonly staysOpen: boolean;
  /** The script before it, when what begins this one commits its end. */
  readonly behind: OpenEnd | undefined;
  /** Told of the end of this step, when the beginning of the next may commit it; absent: it is committed by itself. */
  readonly leaveOpen: ((applied: AppliedStep) => void) | undefined;
  /** Done while the server works on the step. */
  readonly meanwhile: () => void;
  /** The lease, when the end of this step gives it back. */
  readonly lease: RunContext['lease'];
  /** What the scripts before it have done to the session. */
  readonly earlier: readonly SessionUse[];
}

/** A step that runs a file. */
export type ScriptStep = Extract<Step, { kind: 'run' | 'undo' }>;

/** Whether the step runs a file. */
export function isScript(step: Step): step is ScriptStep {
  return step.kind === 'run' || step.kind === 'undo';
}
