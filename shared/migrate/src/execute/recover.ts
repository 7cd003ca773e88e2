/**
 * The decision after a death: how far a script is of which the journal tells that it was begun and not ended, and how it
 * goes on.
 *
 * What is committed the journal knows. In doubt is the one statement that was on its way, and only when it commits by
 * itself: of the others the open ones were rolled back with their connection. A wrong certain answer loses a change or
 * makes it twice, so that everything that is not seen for certain is `unknown`, and a person decides.
 */
import { RefusedError } from '../errors.ts';
import { changedStatements } from '../journal/digests.ts';
import { statementHash } from '../source/statement-digests.ts';
import type { Position, Runner, Sent } from '../journal/journal.ts';
import { readSnapshot, type SessionSnapshot } from '../journal/session-snapshot.ts';
import type { Migration, Script, Statement, Statements } from '../model.ts';
import { waitWhileRunning } from '../probe/running.ts';
import { ChangedStatementError } from '../resume-errors.ts';
import type { Session } from '../session.ts';
import { hasFeature } from '../source/features.ts';
import { joinStatements } from '../source/lazy-statements.ts';
import { sessionObjects, type LostObject } from '../source/session-objects.ts';
import { variablesIn } from '../source/user-variables.ts';
import { openSegment } from './commit-mode.ts';
import type { Listener } from './events.ts';
import { outcomeOfSent, unknown, type Outcome } from './outcome-of-sent.ts';
import { readHiddenCode, runsCode } from './recover-code.ts';
import type { Recovery } from './recovery.ts';
import { enteredSchemas, lastingWork } from './uncommitted.ts';

/** What a recovery is made with. */
export interface RecoverContext {
  /**
   * The working connection, under the lock, with nothing open. Its account MUST be the one that ran the script, as for a
   * probe: what an account may not see is not there for it.
   */
  readonly session: Session;
  /** The schema that scripts run in. */
  readonly schema: string;
  /** Who ran the script. */
  readonly runner: Pick<Runner, 'account' | 'connection'>;
  /** Whether the script begins with autocommit on (executeInTransaction=false). */
  readonly autocommit: boolean;
  readonly listener: Listener;
  readonly stop: AbortSignal | undefined;
  /** Milliseconds to wait for a statement that the server still runs. Default ten minutes. */
  readonly patience?: number;
}

/**
 * Finds out how a script goes on. Nothing is changed, but for the server's own temporary tables of the probe.
 *
 * @param position as the journal tells it
 * @param script as its file is now
 * @throws ChangedStatementError when a committed statement has another text now
 * @throws RefusedError when the file no longer has the statement that was on its way
 * @throws QueryError | ConnectionError
 */
export async function recover(
  position: Position,
  script: Script,
  context: RecoverContext,
): Promise<Recovery> {
  refuseChanged(position, script);
  const snapshot = position.session === undefined ? undefined : readSnapshot(position.session);
  const next = script.statements.at(position.committed);
  if (position.session !== undefined && !snapshot && next)
    return unknown(next, position.committed, 'what the journal says of its session cannot be read');
  const outcome = await outcomeOf(position, script, snapshot, context);
  if (outcome.kind === 'unknown') return outcome;
  const { from, facts } = outcome;
  const { session } = context;
  const known = snapshot?.before ?? 1;
  const { prelude, lost } = sessionObjects(script.statements, from, known, session.server);
  const gone = [...lost, ...tooLong(snapshot, script.statements.slice(from - 1))];
  if (gone.length > 0) return { kind: 'lost', from, committed: from - 1, lost: gone };
  return {
    kind: 'go on',
    from,
    prelude,
    ...(position.session !== undefined && { session: position.session }),
    facts,
  };
}

/**
 * Of a digest that covers several statements, of which some are not committed, nothing can be said.
 *
 * @throws ChangedStatementError
 */
function refuseChanged({ digests, committed }: Position, { migration, statements }: Script): void {
  const changed = changedStatements(digests, statements).filter(({ last }) => last <= committed);
  if (changed.length > 0) throw new ChangedStatementError({ migration, committed, changed });
}

async function outcomeOf(
  position: Position,
  { migration, statements }: Script,
  snapshot: SessionSnapshot | undefined,
  context: RecoverContext,
): Promise<Outcome> {
  const { committed, sent, state } = position;
  const statement = sent && statements.at(sent.number - 1);
  const open = statement
    ? statements.slice(committed, statement.number - 1)
    : openSegment(statements, committed, context.autocommit);
  if (sent && !statement && state === 'running') throw sentIsGone(sent, migration);
  const rolledBack = { kind: 'known', from: committed + 1, facts: [] } as const;
  const doubtful = await committingCode(open, statements, context);
  if (doubtful) return unknown(doubtful.statement, committed, doubtful.reason);
  if (!sent || !statement) return heedLasting(rolledBack, open, { committed, statements }, context);
  // Its failure was seen: what it committed was looked for, as far as that is seen.
  if (state !== 'running' && sent.kind === 'compound')
    return unknown(statement, committed, 'it runs code that may have committed something before it ended');
  if (state !== 'running')
    return heedLasting(rolledBack, joinStatements(open, [statement]), { committed, statements }, context);
  if (statementHash(statement) !== sent.sha256)
    return unknown(statement, committed, 'its text in the file is not the one that was sent');
  const still = await waitForEnd(statement, migration, context);
  if (still !== undefined) return unknown(statement, committed, still);
  const outcome = await outcomeOfSent({ statement, sent, open, committed, statements, snapshot }, context);
  if (outcome.kind === 'unknown' || outcome.from > sent.number) return outcome;
  const ran = outcome.code === undefined ? open : joinStatements(open, [withText(statement, outcome.code)]);
  return heedLasting(outcome, ran, { committed, statements }, context);
}

function withText({ number, line, column, kind }: Statement, text: string): Statement {
  return { number, line, column, kind, text };
}

function sentIsGone({ number, line, sha256 }: Sent, { script }: Migration): RefusedError {
  return new RefusedError(
    'STATE_UNKNOWN',
    `${script} was interrupted at statement ${number} (line ${line} then), which the file no longer has (sha256 was ${sha256.slice(0, 8)}…), so that nobody can find out whether it took effect. Put it back, and change the file when the script is done. Nothing was changed.`,
  );
}

/** A procedure that ran behind the last known commit, and may have made another one. */
async function committingCode(
  open: Statements,
  statements: Statements,
  { session }: RecoverContext,
): Promise<{ readonly statement: Statement; readonly reason: string } | undefined> {
  for (const statement of open.filter((each) => runsCode(each, session.server))) {
    const code = await readHiddenCode(session, statement, statements.slice(0, statement.number - 1));
    if (code.kind === 'may have committed') return { statement, reason: code.reason };
  }
  return undefined;
}

/** What was rolled back, but for tables without transactions. */
async function heedLasting(
  outcome: Outcome,
  ran: Statements,
  { committed, statements }: Pick<Position, 'committed'> & Pick<Script, 'statements'>,
  { session, schema }: RecoverContext,
): Promise<Outcome> {
  const schemas = [schema, ...enteredSchemas(statements, session)];
  const lasting = await lastingWork(session, ran, schemas);
  if (!lasting) return outcome;
  const { statement, table } = lasting;
  const name = `${table.schema}.${table.name}`;
  const reason = `the table ${name} is of the engine ${table.engine}, which has no transactions, so that what was done to it stayed`;
  return unknown(statements.at(statement.number - 1) ?? statement, committed, reason, [
    { object: 'table', name, state: 'present' },
  ]);
}

/** @returns a clause when the server still works on it */
async function waitForEnd(
  statement: Statement,
  script: Migration,
  { session, runner, listener, stop, patience = 600_000 }: RecoverContext,
): Promise<string | undefined> {
  const { account, connection } = runner;
  const orphan = { text: statement.text, connectionId: connection, user: account.replace(/@[^@]*$/, '') };
  const running = await waitWhileRunning(orphan, session, {
    timeout: patience,
    ...(stop && { signal: stop }),
    onRunning: ({ seconds, phase }) =>
      listener({ type: 'statement-running', script, statement, connectionId: connection, seconds, phase }),
  });
  if (running.state !== 'running') return undefined;
  return `the server still runs it, for ${running.seconds} s, on connection ${connection}`;
}

function tooLong(snapshot: SessionSnapshot | undefined, coming: Statements): readonly LostObject[] {
  const names = Object.entries(snapshot?.variables ?? {}).flatMap(([name, { type }]) =>
    type === 'too long' ? [name] : [],
  );
  return names.flatMap((name) => {
    const needing = coming.find(
      (each) => hasFeature(each, 'names variables') && variablesIn(each.text).includes(name),
    );
    if (!needing) return [];
    const statement = (snapshot?.before ?? 1) - 1;
    return [{ kind: 'state of the session', name, statement, neededBy: needing.number } as const];
  });
}
