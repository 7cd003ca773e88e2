import type { Statement } from '../model.ts';
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
export function commitModeOf(
  statements: readonly Statement[],
  number: number,
  autocommit: boolean,
): CommitMode {
  let following: Following = { autocommit, isExplicit: false };
  for (const statement of statements) {
    if (statement.number >= number) break;
    following = behind(statement, following);
  }
  if (following.isExplicit) return 'in transaction';
  if (following.autocommit === undefined) return 'unknown';
  return following.autocommit ? 'each by itself' : 'in transaction';
}

function behind({ kind, text }: Statement, before: Following): Following {
  if (kind === 'ddl') return { ...before, isExplicit: false };
  if (kind !== 'transaction') return before;
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
export function openSegment(
  statements: readonly Statement[],
  committed: number,
  autocommit: boolean,
): readonly Statement[] {
  const rest = statements.slice(committed);
  const end = rest.findIndex(({ kind, number, text }, index) => {
    if (kind === 'ddl' || kind === 'compound') return true;
    if (kind === 'dml') return commitModeOf(statements, number, autocommit) === 'each by itself';
    const control = kind === 'transaction' ? controlOf(text) : undefined;
    const isControl = control !== undefined && control !== 'rollback' && control !== 'autocommit';
    return isControl && rest.slice(0, index).some((before) => before.kind === 'dml');
  });
  return end < 0 ? rest : rest.slice(0, end);
}
