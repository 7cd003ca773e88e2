import { failpoint } from '#failpoint';
import { ConnectionError, type StatementPlace } from '../errors.ts';
import { InterruptedError, StatementError } from '../run-errors.ts';
import type { Callback, Migration, Statements } from '../model.ts';
import { ServerError, type Outcome, type Session } from '../session.ts';
import type { Progress } from './events.ts';
import { partialEffect } from './partial-effect.ts';
import { runsCode } from './recover-code.ts';
import type { Follower } from './follower.ts';
import { controlOf } from '../source/control.ts';
import { pauseOvertaken, wasOvertaken } from './lock-retries.ts';
import { sendGuarded, type Guard, type Guarded } from './statement-guard.ts';
import { stopSignal } from './stop.ts';

/** Statements of one file, and the file they came from. */
export interface StatementSource {
  readonly file: Migration | Callback;
  /** Those to send. */
  readonly statements: Statements;
  /** Number of all statements of the file. */
  readonly total: number;
}

/** What happens around each statement of a script: its callbacks. They call `ended` when they ended the transaction. */
export interface StatementHooks {
  /** Whether they may commit what is open. */
  readonly mayCommit: boolean;
  before(ended: () => void): Promise<void>;
  after(ended: () => void): Promise<void>;
  /** Behind a statement that failed, in its transaction. MUST NOT throw. */
  failed(ended: () => void): Promise<void>;
}

/** What a script's statements are sent with. */
export interface Sending extends Progress {
  /** Absent: each statement may take as long as it takes. */
  readonly guard?: Guard | undefined;
  readonly follower: Follower;
  readonly hooks?: StatementHooks | undefined;
  /** Done while the server has something to do. MUST NOT throw. */
  readonly meanwhile?: (() => void) | undefined;
}

/**
 * Sends the statements one by one, in order, into the transaction that is open.
 *
 * @throws StatementError at the first one that the server refuses; it tells how many are committed. The
 *   transaction is left as it is.
 * @throws ConnectionError when the connection is lost; it names the statement
 * @throws InterruptedError when the run is to stop, in a statement or behind one that is not the last
 * @throws LockError when lock or lease were lost; nothing more was sent
 */
export async function runStatements(
  session: Session,
  { file, statements, total }: StatementSource,
  sending: Sending,
): Promise<void> {
  const { guard, follower, hooks } = sending;
  const last = statements.at(-1)?.number ?? 0;
  for (const statement of statements) {
    const placeNow = () => ({ migration: file, statement, total, committed: follower.committed() });
    await hooks?.before(() => follower.ended(statement.number - 1));
    await sendStatement(session, placeNow, sending);
    await hooks?.after(() => follower.ended(statement.number));
    if (statement.number < last) refuseToGoOn(placeNow(), guard);
  }
}

/** Sends one statement, again where it was overtaken while nothing but the engine's own writing was open. */
async function sendStatement(
  session: Session,
  placeNow: () => StatementPlace,
  sending: Sending,
): Promise<void> {
  const { listener, place, guard, follower, hooks } = sending;
  const { migration: script, statement, total } = placeNow();
  for (let tries = 1; ; tries++) {
    await follower.before(statement);
    listener({ type: 'statement-started', script, statement, total, place });
    try {
      await sendOnce(session, placeNow(), sending);
      return;
    } catch (error) {
      await follower.secure(error);
      const isFree = !hooks && follower.isClean();
      if (isFree && guard && wasOvertaken(error, statement, tries)) {
        await pauseOvertaken(placeNow(), tries, listener);
        continue;
      }
      const failed = await failure(session, error, placeNow());
      throw failed instanceof StatementError && hooks ? await runFailed(session, failed, hooks) : failed;
    }
  }
}

async function sendOnce(session: Session, place: StatementPlace, sending: Sending): Promise<void> {
  const { guard, follower, listener, meanwhile } = sending;
  const answer = send(session, { place, guard, listener });
  // Whoever kills the run here does not wait for it.
  answer.catch(() => undefined);
  meanwhile?.();
  await failpoint('statement-sent');
  const outcome = await answer;
  await follower.after(place.statement, outcome);
  await failpoint('statement-done');
  for (const result of outcome.results ?? []) listener({ type: 'query-result', ...result });
}

interface ToSend extends Omit<Guarded, 'guard'> {
  readonly guard: Guard | undefined;
}

function send(session: Session, { guard, ...sent }: ToSend): Promise<Outcome> {
  return guard ? sendGuarded(session, { ...sent, guard }) : session.send(sent.place.statement.text);
}

/** A callback is finished: it belongs to what is done already. */
function refuseToGoOn(place: StatementPlace, guard: Guard | undefined): void {
  if (!guard?.stop?.aborted || 'event' in place.migration) return;
  throw new InterruptedError(stopSignal(guard.stop), { ...place, isDone: true });
}

/** @returns the failure; its callbacks may have committed what was still open */
async function runFailed(
  session: Session,
  failed: StatementError,
  hooks: StatementHooks,
): Promise<StatementError> {
  const isOpen = hooks.mayCommit && (await session.inTransaction());
  let seen = failed;
  await hooks.failed(() => {
    if (isOpen) seen = failed.withCommitted(failed.statement.number - 1);
  });
  return seen;
}

async function failure(session: Session, error: unknown, place: StatementPlace): Promise<unknown> {
  if (error instanceof ConnectionError) return lostDuring(error, place);
  if (!(error instanceof ServerError)) return error;
  try {
    const committed = await committedAfterFailure(session, error, place);
    const code = failureCode(place.migration);
    const { fault } = error;
    if (fault.ended?.kind === 'stop')
      return new InterruptedError(fault.ended.signal, { ...place, committed, isDone: false });
    const alreadyDone = await partialEffect(session, place.statement, fault);
    const facts = { ...place, code, committed, fault, server: session.server, alreadyDone };
    return new StatementError(facts, { cause: error });
  } catch (lost) {
    // KILL ends the statement with an error of its own before it ends the connection.
    return lost instanceof ConnectionError ? lostDuring(lost, place) : lost;
  }
}

function lostDuring(error: ConnectionError, place: StatementPlace): ConnectionError {
  return new ConnectionError(
    { ...connectionFacts(error), during: { kind: 'statement', ...place } },
    { cause: error },
  );
}

function connectionFacts({ address, user, database, fault }: ConnectionError) {
  return { address, user, database, fault };
}

/** Errors by which the server rolls the whole transaction back: deadlock, and a lock wait where it is set up so. */
const rollsBack: readonly (number | undefined)[] = [1205, 1213];

/**
 * A failing DDL (also LOCK TABLES, START TRANSACTION, a procedure) commits what was open before it, unless
 * the server already failed to parse it; so the server is asked whether the transaction is still open.
 */
async function committedAfterFailure(
  session: Session,
  { fault }: ServerError,
  place: StatementPlace,
): Promise<number> {
  const { statement, committed } = place;
  if (await session.inTransaction()) return committed;
  if (statement.kind === 'dml' || statement.kind === 'session' || rollsBack.includes(fault.errno))
    return committed;
  // A handler of a procedure may have rolled back.
  if (runsCode(statement, session.server)) return committed;
  return controlOf(statement.text) === 'commit' ? committed : statement.number - 1;
}

function failureCode(file: Migration | Callback): StatementError['code'] {
  if ('event' in file) return 'ERROR';
  if (file.category === 'Baseline') return 'FAILED_BASELINE_MIGRATION';
  return file.version ? 'FAILED_VERSIONED_MIGRATION' : 'FAILED_REPEATABLE_MIGRATION';
}
