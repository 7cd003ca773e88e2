import type { Config } from '../../config/config.ts';
import { addressOf } from '../../config/on-databases.ts';
import { ConnectionError, MigrateError, RefusedError } from '../../errors.ts';
import type { RunEvent } from '../../execute/events.ts';
import { behindStatement } from '../../execute/stop.ts';
import { InterruptedError, PartialRunError } from '../../run-errors.ts';
import type { CommandOptions } from '../workspace.ts';
import type { Gate } from './gate.ts';
import type { DatabaseEvent, DatabaseOutcome, NamedDatabase } from './many.ts';
import { noRoom } from './no-room.ts';

/** A command of the engine, or several. */
export type Work<Result> = (config: Config, options: CommandOptions, name: string) => Promise<Result>;

/** What the attempts of one call share. */
export interface Attempts<Result> {
  readonly work: Work<Result>;
  readonly stop: AbortSignal;
  readonly gate: Gate;
  /** Servers that let somebody in. */
  readonly reached: Set<string>;
  /** When the last one ended well, as of Date.now(). */
  lastEnd: number;
  /** Stops the others when it is a failure, and that is wanted. */
  readonly judge: (outcome: DatabaseOutcome<Result>) => void;
  readonly tell: (name: string, event: DatabaseEvent<Result>) => void;
}

/**
 * Waits for its turn, then runs the command on a database.
 *
 * @returns `not begun` for want of a connection, among others, which may be tried again
 */
export async function attempt<Result>(
  database: NamedDatabase,
  run: Attempts<Result>,
): Promise<DatabaseOutcome<Result>> {
  await run.gate.enter();
  try {
    const outcome = await runOnce(database, run);
    // Before the next one is let in, which may no longer be wanted.
    if (outcome.kind !== 'not begun') run.judge(outcome);
    return outcome;
  } finally {
    run.gate.leave();
  }
}

async function runOnce<Result>(
  { name, config, source }: NamedDatabase,
  run: Attempts<Result>,
): Promise<DatabaseOutcome<Result>> {
  const { gate, stop, reached, tell } = run;
  const begun = Date.now();
  const ended = () => ({ name, milliseconds: Date.now() - begun });
  if (stop.aborted) return { ...ended(), kind: 'not begun', reason: whyStopped(stop) };
  const seen = { isPlanned: false };
  const listener = (event: RunEvent) => {
    if (event.type === 'planned') seen.isPlanned = true;
    tell(name, event);
  };
  tell(name, { type: 'begun' });
  try {
    const result = await run.work(config, { listener, stop, source, goodbye: 'heard' }, name);
    run.lastEnd = Date.now();
    reached.add(addressOf(config.connection));
    return { ...ended(), kind: 'done', result };
  } catch (thrown) {
    const error = thrown instanceof MigrateError ? thrown : fault(thrown);
    if (!seen.isPlanned && noRoom(error) === 'full') gate.narrow();
    const failure = failureOf(error, { ...seen, stop });
    if (failure.kind !== 'not begun') reached.add(addressOf(config.connection));
    return { ...ended(), ...failure };
  }
}

type Failure = DistributiveOmit<Exclude<DatabaseOutcome<never>, { kind: 'done' }>, 'name' | 'milliseconds'>;
type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

/** Before its plan nothing of a database is touched. */
function failureOf(
  error: MigrateError,
  { isPlanned, stop }: { readonly isPlanned: boolean; readonly stop: AbortSignal },
): Failure {
  if (!isPlanned && error instanceof ConnectionError && noRoom(error))
    return { kind: 'not begun', reason: 'no connection', error };
  const cause = error instanceof PartialRunError ? error.cause : error;
  if (!(cause instanceof InterruptedError)) return { kind: 'failed', error };
  return isPlanned
    ? { kind: 'stopped', reason: whyStopped(stop), error }
    : { kind: 'not begun', reason: whyStopped(stop) };
}

function whyStopped(stop: AbortSignal): 'stopped' | 'another failed' {
  return stop.reason === behindStatement ? 'another failed' : 'stopped';
}

/** A mistake in this program ends one database, and not the reports of the others. */
function fault(thrown: unknown): RefusedError {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new RefusedError('FAULT', `This is a fault of nilecare-migrate, please report it: ${message}`, {
    cause: thrown,
  });
}
