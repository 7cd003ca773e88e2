import type { Statement, Statements } from '../model.ts';
import type { Server } from '../session.ts';
import { hasFeature } from './features.ts';
import { oncePer } from './once-per.ts';
import { readSet } from './set-statement.ts';
import { assignedVariables } from './user-variables.ts';

/** What one statement does to the session that a later one may depend on. */
export interface SessionUse {
  /** Number of the statement. */
  readonly statement: number;
  /** System variables of the session that it sets, in lower case. */
  readonly settings: readonly string[];
  /** User variables that it may set, in lower case. */
  readonly variables: readonly string[];
  readonly setsRole: boolean;
  /** It runs code that is not seen here: CALL, EXECUTE. */
  readonly isHidden: boolean;
  /** It does nothing else, so that it can be sent once more to another session: SET, USE. */
  readonly isRepeatable: boolean;
}

/**
 * The statements of a script that leave something behind in the session; none in most scripts. An INSERT does where the
 * script reads LAST_INSERT_ID().
 */
export const sessionUses = oncePer((statements: Statements, server: Server): readonly SessionUse[] => {
  const readsId = statements.some((each) => hasFeature(each, 'reads insert id'));
  return statements.flatMap((statement) => useOf(statement, server, readsId) ?? []);
});

function useOf(statement: Statement, server: Server, readsId: boolean): SessionUse | undefined {
  const { kind, number } = statement;
  const isSet = kind === 'session' || kind === 'transaction';
  const set = isSet ? readSet(statement.text, server) : undefined;
  if (set?.isForNextTransaction) return undefined;
  const variables = assignedVariables([statement]);
  const isHidden = kind === 'compound';
  const leavesId = readsId && kind === 'dml';
  if (!set && !isHidden && !leavesId && variables.length === 0 && !mayChangeSchema(statement))
    return undefined;
  return {
    statement: number,
    settings: set?.settings ?? [],
    variables,
    setsRole: set?.setsRole ?? false,
    isHidden,
    isRepeatable: set !== undefined || (kind === 'session' && mayChangeSchema(statement)),
  };
}

/** DROP SCHEMA leaves the session without one when it was the current. */
function mayChangeSchema(statement: Statement): boolean {
  const { kind } = statement;
  if (kind === 'session') return /\buse\b/i.test(statement.text.slice(0, 1000));
  return kind === 'ddl' && /\bdrop\s+(?:schema|database)\b/i.test(statement.text.slice(0, 1000));
}
