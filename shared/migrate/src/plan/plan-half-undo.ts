import type { Script, Statement, Statements } from '../model.ts';
import type { Change } from '../probe/change.ts';
import { readChange, type Circumstances } from '../probe/read/read-change.ts';
import { tokenize } from '../source/tokens.ts';
import { isUpkeep } from '../source/upkeep.ts';
import { followSession } from './follow-session.ts';

/** A statement of an undo file, and whether the probe decides if it is sent. */
export interface HalfUndoStatement {
  readonly statement: Statement;
  /** Left out when what it demands is so already. Absent: it is sent. */
  readonly change?: Change;
}

/** Why an undo file does not fit to a migration that is half done. */
export type Misfit =
  | 'form'
  | 'code'
  /** It takes rows back, and of the statements that change rows only some are committed. */
  | 'rows by half'
  /** It changes rows in a way that must not be done twice. */
  | 'rows twice';

/** What of an undo file is to be sent, or all that is in the way. */
export type HalfUndoPlan =
  | { readonly kind: 'covered'; readonly statements: readonly HalfUndoStatement[] }
  | {
      readonly kind: 'not covered';
      readonly obstacles: readonly { readonly statement: Statement; readonly reason: Misfit }[];
    };

/**
 * What of an undo file takes back the first statements of its migration. Its DDL is sent where the probe finds that its
 * effect is not there yet. Its changes of rows are left out when no change of rows is committed, and sent when all are, but
 * only as DELETE without LIMIT, which may be done twice if the undo itself is interrupted. Pure.
 *
 * @param committed statements 1 … committed of the migration are in the database for good
 */
export function planHalfUndo(
  undo: Script,
  migration: Script,
  { committed, ...start }: Circumstances & { readonly committed: number },
): HalfUndoPlan {
  const data = dataOf(migration.statements, committed);
  const around = followSession(undo.statements, start);
  const fitted = [...undo.statements].map((statement, index) => ({
    statement,
    fit: fitOf(statement, around[index] ?? start, data),
  }));
  const obstacles = fitted.flatMap(({ statement, fit }) =>
    typeof fit === 'string' && fit !== 'send' && fit !== 'leave out' ? [{ statement, reason: fit }] : [],
  );
  if (obstacles.length > 0) return { kind: 'not covered', obstacles };
  const statements = fitted.flatMap(({ statement, fit }): readonly HalfUndoStatement[] => {
    if (fit === 'leave out') return [];
    return [typeof fit === 'string' ? { statement } : { statement, change: fit }];
  });
  return { kind: 'covered', statements };
}

type Data = 'none committed' | 'all committed' | 'some committed';

function dataOf(statements: Statements, committed: number): Data {
  if (!statements.slice(0, committed).some(changesRows)) return 'none committed';
  return statements.slice(committed).some(changesRows) ? 'some committed' : 'all committed';
}

/** A CALL or a prepared statement may. */
function changesRows({ kind, text }: Statement): boolean {
  return kind === 'compound' || (kind === 'dml' && !readsOnly.test(text));
}

const readsOnly = /^\s*(?:select\b(?![\s\S]*\binto\b)|(?:create|drop)\s+temporary\b)/i;

type Fit = Change | 'send' | 'leave out' | Misfit;

function fitOf(statement: Statement, around: Circumstances, data: Data): Fit {
  switch (statement.kind) {
    case 'ddl': {
      if (isUpkeep(statement.text, around.server)) return 'send';
      const change = readChange(statement.text, around);
      return change.form.kind === 'unknown' ? 'form' : change;
    }
    case 'compound':
      return 'code';
    case 'session':
    case 'transaction':
      return 'send';
    case 'dml':
      return changesRows(statement) ? fitOfData(statement, around, data) : 'send';
  }
}

function fitOfData({ text }: Statement, { server, sqlMode }: Circumstances, data: Data): Fit {
  if (data === 'none committed') return 'leave out';
  if (data === 'some committed') return 'rows by half';
  const keywords = tokenize(text, server, sqlMode).tokens.map(({ keyword }) => keyword);
  return keywords[0] === 'DELETE' && !keywords.includes('LIMIT') ? 'send' : 'rows twice';
}
