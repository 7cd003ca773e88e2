import { ConnectionError, type StatementPlace } from '../errors.ts';
import { StatementError } from '../run-errors.ts';
import type { Callback, Migration, Statement } from '../model.ts';
import { ServerError, type Outcome, type Session } from '../session.ts';
import type { Progress } from './events.ts';
import { partialEffect } from './partial-effect.ts';

/** Statements of one file, and the file they came from. */
export interface StatementSource {
  readonly file: Migration | Callback;
  readonly statements: readonly Statement[];
}

/** What happens around each statement of a script: its callbacks. */
export interface StatementHooks {
  /** Whether they may commit what is open. */
  readonly mayCommit: boolean;
  before(): Promise<void>;
  after(): Promise<void>;
  /** Behind a statement that failed, in its transaction. MUST NOT throw. */
  failed(): Promise<void>;
}

/**
 * Sends the statements one by one, in order, into the transaction that is open.
 *
 * @throws StatementError at the first one that the server refuses; it tells how many are committed. The
 *   transaction is left as it is.
 * @throws ConnectionError when the connection is lost; it names the statement
 */
export async function runStatements(
  session: Session,
  { file, statements }: StatementSource,
  { listener, place }: Progress,
  hooks?: StatementHooks,
): Promise<void> {
  const total = statements.length;
  let committed = 0;
  for (const statement of statements) {
    await hooks?.before();
    if (hooks?.mayCommit) committed = statement.number - 1;
    listener({ type: 'statement-started', script: file, statement, total, place });
    try {
      const outcome = await session.send(statement.text);
      committed = committedAfter(statement, outcome, committed);
      for (const result of outcome.results ?? []) listener({ type: 'query-result', ...result });
    } catch (error) {
      const failed = await failure(session, error, { migration: file, statement, total, committed });
      if (failed instanceof StatementError) await hooks?.failed();
      throw failed;
    }
    await hooks?.after();
    if (hooks?.mayCommit) committed = statement.number;
  }
}

/** @returns how many statements, from the first on, are in the database for good */
function committedAfter(statement: Statement, { inTransaction }: Outcome, committed: number): number {
  const { kind, number } = statement;
  if (kind === 'ddl') return number;
  const control = kind === 'transaction' ? controlWord(statement) : undefined;
  if (control === 'commit') return number;
  if (control === 'rollback') return committed;
  if (inTransaction === false) return number;
  return control === 'begin' ? number - 1 : committed;
}

/** What a `transaction` statement does to what was open before it; undefined for SAVEPOINT, SET autocommit … */
function controlWord({ text }: Statement): 'commit' | 'rollback' | 'begin' | undefined {
  const [, word = ''] = /^(?:\s|--\s.*|#.*|\/\*[\s\S]*?\*\/)*(\w+)/.exec(text) ?? [];
  switch (word.toLowerCase()) {
    case 'commit':
      return 'commit';
    case 'rollback':
      return 'rollback';
    case 'begin':
    case 'start':
    case 'lock':
      return 'begin';
    default:
      return undefined;
  }
}

async function failure(session: Session, error: unknown, place: StatementPlace): Promise<unknown> {
  if (error instanceof ConnectionError) return lostDuring(error, place);
  if (!(error instanceof ServerError)) return error;
  try {
    const committed = await committedAfterFailure(session, error, place);
    const code = failureCode(place.migration);
    const { fault } = error;
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
  return controlWord(statement) === 'commit' ? committed : statement.number - 1;
}

function failureCode(file: Migration | Callback): StatementError['code'] {
  if ('event' in file) return 'ERROR';
  if (file.category === 'Baseline') return 'FAILED_BASELINE_MIGRATION';
  return file.version ? 'FAILED_VERSIONED_MIGRATION' : 'FAILED_REPEATABLE_MIGRATION';
}
