import type { Sent } from '../journal/journal.ts';
import type { SessionSnapshot } from '../journal/session-snapshot.ts';
import type { Statement, Statements } from '../model.ts';
import type { Answer, Fact } from '../probe/answer.ts';
import { probe } from '../probe/probe.ts';
import { isRepeatable } from '../probe/properties.ts';
import { readChange } from '../probe/read/read-change.ts';
import type { Session } from '../session.ts';
import { circumstancesOf, surroundingsOf } from './circumstances.ts';
import { commitModeOf } from './commit-mode.ts';
import { readHiddenCode } from './recover-code.ts';
import type { Recovery } from './recovery.ts';
import { inSurroundings } from './restore-snapshot.ts';
import { controlOf } from '../source/control.ts';
import { isUpkeep } from '../source/upkeep.ts';
import { leavesNothing } from './uncommitted.ts';

/** How far a script is. */
export type Outcome =
  | {
      readonly kind: 'known';
      /** Number of the first statement to send. */
      readonly from: number;
      readonly facts: readonly Fact[];
      /** What the statement ran, when it was rolled back with its connection. */
      readonly code?: string;
    }
  | Extract<Recovery, { kind: 'unknown' }>;

/** A statement that was on its way, in its script. */
export interface SentInScript {
  readonly statement: Statement;
  readonly sent: Sent;
  /** Those behind the committed ones and before it. */
  readonly open: Statements;
  readonly committed: number;
  readonly statements: Statements;
  readonly snapshot: SessionSnapshot | undefined;
}

/** Where it is looked for. */
export interface Where {
  readonly session: Session;
  readonly schema: string;
  readonly autocommit: boolean;
}

/** It cannot be told. */
export function unknown(
  statement: Statement,
  committed: number,
  reason: string,
  facts: readonly Fact[] = [],
): Extract<Outcome, { kind: 'unknown' }> {
  return { kind: 'unknown', statement, committed, reason, facts };
}

/**
 * What became of a statement that has ended on the server, without an answer that was read.
 *
 * @throws QueryError | ConnectionError
 */
export async function outcomeOfSent(place: SentInScript, where: Where): Promise<Outcome> {
  switch (place.statement.kind) {
    case 'ddl':
      return outcomeOfDdl(place, where);
    case 'compound':
      return outcomeOfCode(place, where);
    case 'transaction':
      return outcomeOfControl(place, where);
    case 'dml':
    case 'session':
      return outcomeOfDml(place, where);
  }
}

async function outcomeOfDdl(place: SentInScript, { session, schema }: Where): Promise<Outcome> {
  const { statement, sent, committed } = place;
  const { snapshot, statements } = place;
  const circumstances = await circumstancesOf(place, { session, schema });
  const change = readChange(statement.text, circumstances);
  const answer = await inSurroundings(session, surroundingsOf(snapshot, circumstances), () =>
    probe(change, session, sent.beforeDigest),
  );
  const { facts } = answer;
  if (answer.verdict === 'in effect') return { kind: 'known', from: statement.number + 1, facts };
  const isHarmless = isRepeatable(change) || isUpkeep(statement.text, session.server);
  const isAgain = answer.verdict === 'not in effect' || isHarmless;
  if (!isAgain) return unknown(statement, committed, doubtOf(answer), facts);
  if (await leavesNothing(session, place.open)) return { kind: 'known', from: committed + 1, facts };
  const first = statements.at(committed)?.number ?? statement.number;
  const before =
    first === statement.number - 1 ? `statement ${first}` : `statements ${first} to ${statement.number - 1}`;
  return unknown(statement, committed, `it may have committed ${before} before it failed`, facts);
}

function doubtOf(answer: Answer): string {
  switch (answer.verdict) {
    case 'partly':
      return `it was done for ${answer.done.join(', ')} and not for ${answer.left.join(', ')}`;
    case 'cannot tell':
      return answer.reason;
    case 'in effect':
    case 'not in effect':
      return 'contradiction';
  }
}

/** Whether it was committed at once the journal knows; settings and texts, as they are now, only add doubt. */
async function outcomeOfCode(place: SentInScript, { session, autocommit }: Where): Promise<Outcome> {
  const { statement, sent, committed, statements } = place;
  if (sent.kind === 'dml' || commitModeOf(statements, statement.number, autocommit) !== 'in transaction')
    return unknown(
      statement,
      committed,
      'it runs code, which may have been committed at once, with autocommit on or by a callback',
    );
  const before = statements.slice(0, statement.number - 1);
  const code = await readHiddenCode(session, statement, before);
  if (code.kind === 'may have committed') return unknown(statement, committed, code.reason);
  return { kind: 'known', from: committed + 1, facts: [], code: code.text };
}

/** COMMIT, UNLOCK TABLES and the like, where they may have committed something. */
async function outcomeOfControl(place: SentInScript, { session }: Where): Promise<Outcome> {
  const { statement, committed, open } = place;
  if (controlOf(statement.text) === 'xa')
    return unknown(
      statement,
      committed,
      'it is part of an XA transaction, which XA RECOVER lists while it is prepared',
    );
  if (await leavesNothing(session, open)) return { kind: 'known', from: committed + 1, facts: [] };
  return unknown(
    statement,
    committed,
    'it commits what the statements before it have done, and leaves no trace of its own',
  );
}

async function outcomeOfDml(place: SentInScript, { session }: Where): Promise<Outcome> {
  const { statement, committed, open } = place;
  if (await leavesNothing(session, [...open, statement]))
    return { kind: 'known', from: committed + 1, facts: [] };
  return unknown(
    statement,
    committed,
    'it changes rows, and may have been committed at once, with autocommit on or by a callback',
  );
}
