/**
 * Where a script's commits are. A segment is what lies between two of them; the journal is written at its end only, in
 * the transaction that is committed there.
 */
import type { Channel } from '../journal/journal.ts';
import type { Statement } from '../model.ts';
import type { Outcome } from '../session.ts';
import { autocommitOf, controlOf, locksServer, type Control } from '../source/control.ts';

/** A script between two statements, as far as the texts and the server's answers tell. */
export interface Segment {
  /** Statements 1 … committed are in the database for good. */
  readonly committed: number;
  readonly autocommit: boolean;
  /** A transaction of the script's own is open; autocommit does not count in it. */
  readonly explicit: boolean;
  /** LOCK TABLES is in force. */
  readonly locked: boolean;
  /** FLUSH TABLES WITH READ LOCK is in force: nobody can write anything, the journal neither. */
  readonly readLocked: boolean;
  /** Something was done since the last commit. */
  readonly dirty: boolean;
}

/** A script in front of its first statement, or of the one that it goes on with. */
export function segmentAt(committed: number, autocommit: boolean): Segment {
  return { committed, autocommit, explicit: false, locked: false, readLocked: false, dirty: false };
}

/** What the journal is to say in front of a statement, and over which connection. */
export interface Mark {
  readonly channel: Channel;
  readonly committed: number;
  /** Whether the outcome of the statement will be unknown until it is looked for. */
  readonly isSent: boolean;
}

/** What else decides about a mark. */
export interface Surroundings {
  /** The statement would be another one if anything were sent in front of it, as one that reads ROW_COUNT(). */
  readonly isUndisturbed: boolean;
  /** Callbacks around each statement may commit. */
  readonly hooksCommit: boolean;
}

/**
 * What is to be written in front of a statement; undefined where nothing is: in the middle of a segment.
 *
 * On the working connection the statement itself commits what is written, together with the work that is open. Over
 * the companion it is durable before the statement is sent, and the open work is not yet.
 */
export function markBefore(
  statement: Statement,
  segment: Segment,
  { isUndisturbed, hooksCommit }: Surroundings,
): Mark | undefined {
  const { number } = statement;
  const { dirty, locked, readLocked } = segment;
  if (readLocked) return undefined;
  const isFree = !locked && !isUndisturbed;
  const beside = besideMark(statement, segment);
  if (hooksCommit) return beside;
  switch (statement.kind) {
    case 'ddl':
      return isFree ? { channel: 'working', committed: number - 1, isSent: true } : beside;
    case 'compound':
      return beside;
    case 'dml':
      return commitsEach(segment) ? beside : undefined;
    case 'transaction':
      return dirty ? markOfControl(statement, segment, { isFree, beside }) : undefined;
    case 'session':
      return undefined;
  }
}

/** The mark of a statement where nothing can be written on its own connection. */
export function besideMark({ number }: Statement, { dirty, committed }: Segment): Mark {
  return { channel: 'companion', committed: dirty ? committed : number - 1, isSent: true };
}

interface Marking {
  readonly isFree: boolean;
  readonly beside: Mark;
}

function markOfControl(
  { text, number }: Statement,
  segment: Segment,
  { isFree, beside }: Marking,
): Mark | undefined {
  const before: Mark = isFree ? { channel: 'working', committed: number - 1, isSent: false } : beside;
  switch (controlOf(text)) {
    case 'commit':
      return isFree ? { channel: 'working', committed: number, isSent: false } : beside;
    case 'begin':
    case 'lock':
      return before;
    case 'autocommit':
      return markOfAutocommit(autocommitOf(text), segment, { before, beside });
    case 'unlock':
    case 'xa':
      return beside;
    case 'rollback':
    case undefined:
      return undefined;
  }
}

/**
 * Only the change from off to on commits. What is written on the working connection, and not committed there, would keep
 * everything else from being written.
 */
function markOfAutocommit(
  value: boolean | undefined,
  { autocommit }: Segment,
  { before, beside }: { readonly before: Mark; readonly beside: Mark },
): Mark | undefined {
  if (autocommit || value === false) return undefined;
  return value ? before : beside;
}

/** The script behind a statement that succeeded. */
export function segmentAfter(statement: Statement, outcome: Outcome, before: Segment): Segment {
  const { kind, number, text } = statement;
  const done = committedUpTo(number, before);
  switch (kind) {
    case 'ddl':
      return { ...done, readLocked: before.readLocked || locksServer(text) };
    case 'transaction':
      return afterControl(controlOf(text), number, outcome, before);
    case 'dml':
    case 'compound':
      if (outcome.inTransaction === false || (kind === 'dml' && commitsEach(before))) return done;
      return { ...before, dirty: true };
    case 'session':
      return afterSession(outcome, done, before);
  }
}

/** `SET @id = new_id()` may run code that writes: what is open behind it counts as work. */
function afterSession({ inTransaction }: Outcome, done: Segment, before: Segment): Segment {
  if (inTransaction === undefined) return before;
  return inTransaction ? { ...before, dirty: true } : done;
}

function afterControl(
  control: Control | undefined,
  number: number,
  { inTransaction, autocommit = true }: Outcome,
  before: Segment,
): Segment {
  const done = committedUpTo(number, before);
  // COMMIT AND CHAIN, ROLLBACK AND CHAIN
  const explicit = inTransaction === true;
  switch (control) {
    case 'commit':
      return { ...done, explicit };
    case 'rollback':
      return before.dirty ? { ...before, dirty: false, explicit } : { ...done, explicit };
    case 'begin':
      return { ...committedUpTo(number - 1, before), explicit: true, locked: false };
    case 'lock':
      return { ...committedUpTo(number - 1, before), locked: true };
    case 'unlock':
      return before.locked || inTransaction === false
        ? { ...done, locked: false, readLocked: false }
        : { ...before, readLocked: false };
    case 'autocommit':
      return autocommit && !before.autocommit ? { ...done, autocommit } : { ...before, autocommit };
    case 'xa':
      return inTransaction === false ? done : { ...before, dirty: true };
    case undefined:
      return inTransaction === false ? done : before;
  }
}

function committedUpTo(number: number, before: Segment): Segment {
  return { ...before, committed: number, explicit: false, dirty: false };
}

/** Whether each statement commits by itself. */
export function commitsEach({ autocommit, explicit }: Segment): boolean {
  return autocommit && !explicit;
}
