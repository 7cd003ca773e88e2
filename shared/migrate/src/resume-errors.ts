/** What keeps a script that was begun from being gone on with, or taken back; nothing was changed. */
import { MigrateError, type StatementPlace } from './errors.ts';
import type { Migration, Statement } from './model.ts';

/** Neighbouring statements, as a rule one, whose text is not the one that is committed. */
export interface ChangedText {
  readonly first: number;
  readonly last: number;
  /** Beginnings of SHA-256, hexadecimal, of then and of now; empty when the file has no such statement any more. */
  readonly then: string;
  readonly now: string;
}

/** Statements that are committed have another text in the file now. */
export class ChangedStatementError extends MigrateError {
  readonly code = 'STATEMENT_CHANGED';
  readonly migration: Migration;
  /** Statements 1 … committed are in the database for good. */
  readonly committed: number;
  readonly changed: readonly ChangedText[];
  constructor(facts: Pick<ChangedStatementError, 'migration' | 'committed' | 'changed'>) {
    super(`${facts.migration.script}: ${facts.changed.length} changed`);
    this.migration = facts.migration;
    this.committed = facts.committed;
    this.changed = facts.changed;
  }
}

/** Something that was looked at, and what was seen of it. */
export interface SeenObject {
  /** As in `table`. */
  readonly object: string;
  /** As in `shop.orders`. */
  readonly name: string;
  readonly state: 'present' | 'absent' | 'unreadable';
}

/** Whether a statement that was on its way took effect cannot be told. */
export class UnknownStateError extends MigrateError implements StatementPlace {
  readonly code = 'STATE_UNKNOWN';
  readonly migration: Migration;
  /** The one that was on its way. */
  readonly statement: Statement;
  readonly total: number;
  readonly committed: number;
  /** Why it cannot be told: a word of the probe, or a whole clause. */
  readonly reason: string;
  readonly facts: readonly SeenObject[];
  /** How its run ended. */
  readonly ending: 'failed' | 'interrupted';
  constructor(
    place: Pick<
      UnknownStateError,
      'migration' | 'statement' | 'total' | 'committed' | 'reason' | 'facts' | 'ending'
    >,
  ) {
    super(`${place.migration.script}: whether statement ${place.statement.number} took effect is unknown`);
    this.migration = place.migration;
    this.statement = place.statement;
    this.total = place.total;
    this.committed = place.committed;
    this.reason = place.reason;
    this.facts = place.facts;
    this.ending = place.ending;
  }
}

/** Something of a session that ended with it, and the later statement that needs it. */
export interface LostState {
  /** As in `temporary table`. */
  readonly kind: string;
  /** As written; empty of what has none. */
  readonly name: string;
  /** Numbers of the statement that made it and of the one that needs it. */
  readonly statement: number;
  readonly neededBy: number;
}

/** It is known how far a script is, but what later statements need has ended with the session that ran it. */
export class LostSessionError extends MigrateError {
  readonly code = 'SESSION_LOST';
  readonly migration: Migration;
  /** Statements 1 … committed are in the database for good. */
  readonly committed: number;
  readonly lost: readonly LostState[];
  constructor(facts: Pick<LostSessionError, 'migration' | 'committed' | 'lost'>) {
    super(
      `${facts.migration.script}: ${facts.lost.map(({ kind, name }) => `${kind} ${name}`).join(', ')} lost`,
    );
    this.migration = facts.migration;
    this.committed = facts.committed;
    this.lost = facts.lost;
  }
}

/** A statement that `undo` cannot take back, or cannot send, and why. */
export interface UndoObstacle {
  readonly migration: Migration;
  readonly statement: Statement;
  /** A word of `reverseForm`, or a whole clause. */
  readonly reason: string;
}

/** A migration that is half done can be taken back neither from its text nor by an undo file. */
export class HalfUndoError extends MigrateError {
  readonly code = 'UNDO_REFUSED';
  readonly script: string;
  readonly obstacles: readonly UndoObstacle[];
  /** Whether some of it may have been taken back already. */
  readonly progress: 'untouched' | 'begun';
  constructor(
    script: string,
    obstacles: readonly UndoObstacle[],
    progress: HalfUndoError['progress'] = 'untouched',
  ) {
    super(`${script}: ${obstacles.length} statements cannot be taken back`);
    this.script = script;
    this.obstacles = obstacles;
    this.progress = progress;
  }
}
