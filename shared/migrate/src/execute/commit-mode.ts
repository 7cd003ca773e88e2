import type { Statement, Statements } from '../model.ts';
import { autocommitOf, controlOf } from '../source/control.ts';

/** Whether each statement commits by itself; `unknown` when a script sets it to something computed. */
export type CommitMode = 'each by itself' | 'in transaction' | 'unknown';

interface Following {
  readonly autocommit: boolean | undefined;
  readonly isExplicit: boolean;
}

/**
 * What a statement runs in, as the texts of those before it tell.
 *
 * @param number of the statement
 * @param autocommit as the script began
 */
export function commitModeOf(statements: Statements, number: number, autocommit: boolean): CommitMode {
  let following: Following = { autocommit, isExplicit: false };
  for (const statement of statements) {
    if (statement.number >= number) break;
    following = behind(statement, following);
  }
  return modeOf(following);
}

function modeOf({ autocommit, isExplicit }: Following): CommitMode {
  if (isExplicit) return 'in transaction';
  if (autocommit === undefined) return 'unknown';
  return autocommit ? 'each by itself' : 'in transaction';
}

function behind(statement: Statement, before: Following): Following {
  if (statement.kind === 'ddl') return { ...before, isExplicit: false };
  if (statement.kind !== 'transaction') return before;
  const { text } = statement;
  switch (controlOf(text)) {
    case 'begin':
      return { ...before, isExplicit: true };
    case 'commit':
    case 'rollback':
      return { ...before, isExplicit: before.isExplicit && /\band\s+chain\b/i.test(text) };
    case 'lock':
      return { ...before, isExplicit: false };
    case 'autocommit':
      return { ...before, autocommit: autocommitOf(text) };
    default:
      return before;
  }
}

/**
 * The statements behind the committed ones that may have run although the journal does not name them: up to the next one
 * in front of which it is written.
 */
export function openSegment(statements: Statements, committed: number, autocommit: boolean): Statements {
  let following: Following = { autocommit, isExplicit: false };
  let isDirty = false;
  for (const statement of statements) {
    const { number, kind } = statement;
    if (number > committed && endsSegment(statement, following, isDirty))
      return statements.slice(committed, number - 1);
    isDirty ||= number > committed && kind === 'dml';
    following = behind(statement, following);
  }
  return statements.slice(committed);
}

function endsSegment(statement: Statement, following: Following, isDirty: boolean): boolean {
  switch (statement.kind) {
    case 'ddl':
    case 'compound':
      return true;
    case 'dml':
      return modeOf(following) === 'each by itself';
    case 'transaction': {
      const control = controlOf(statement.text);
      return isDirty && control !== undefined && control !== 'rollback' && control !== 'autocommit';
    }
    case 'session':
      return false;
  }
}
