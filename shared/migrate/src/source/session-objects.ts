import type { Statement, Statements } from '../model.ts';
import type { Server } from '../session.ts';
import { readsPrevious } from './reads-previous.ts';
import { hasFeature } from './features.ts';
import { livingObjects, type Named } from './living-objects.ts';
import { sessionUses, type SessionUse } from './session-use.ts';
import { assignedVariables, variablesIn } from './user-variables.ts';

/** What a new session has to be given before a script can go on in it, beside the snapshot. */
export interface SessionObjects {
  /** To be sent once more, in this order. */
  readonly prelude: readonly Statement[];
  /** What later statements need and nobody can bring back; with any of these the script cannot go on. */
  readonly lost: readonly LostObject[];
}

/** Something of a session that ended with it. */
export interface LostObject {
  readonly kind:
    | 'temporary table'
    /** Prepared from a variable that has another value by now. */
    | 'prepared statement'
    | 'handler'
    /** ROW_COUNT(), FOUND_ROWS(), warnings. */
    | 'result of the statement before'
    /** User variables or LAST_INSERT_ID() that statements in front have set, of which no snapshot tells. */
    | 'state of the session';
  /** As written; empty of what has none. */
  readonly name: string;
  /** Number of the statement that made it. */
  readonly statement: number;
  /** Number of the first statement that needs it. */
  readonly neededBy: number;
}

/**
 * What has to be done, and what cannot be, to go on in a new session.
 *
 * @param from number of the first statement to send
 * @param known number of the statement in front of which the snapshot was taken; 1 without one
 */
export function sessionObjects(
  statements: Statements,
  from: number,
  known: number,
  server: Server,
): SessionObjects {
  const past = statements.slice(0, from - 1);
  const coming = statements.slice(from - 1);
  const next = coming.at(0);
  if (!next) return { prelude: [], lost: [] };
  const living = livingObjects(past, server);
  const uses = sessionUses(statements, server).filter(
    ({ statement }) => statement >= known && statement < from,
  );
  const repeatable = new Set(uses.flatMap((use) => (use.isRepeatable ? [use.statement] : [])));
  const repeated = past.filter(({ number }) => repeatable.has(number));
  const again = [...repeated, ...living.prepared.map(({ statement }) => statement)];
  const inForce = living.lock ? [living.lock] : [...living.nextTransaction, ...living.chain];
  return {
    prelude: [...new Set([...again.sort((a, b) => a.number - b.number), ...inForce])],
    lost: [
      ...uses.flatMap((use) => lostState(use, coming)),
      ...living.tables.flatMap((table) => lostObject('temporary table', table, coming)),
      ...living.handlers.flatMap((handler) => lostObject('handler', handler, coming)),
      ...living.prepared.flatMap((prepared) => lostPrepared(prepared, past, coming)),
      ...(readsPrevious(next) && from > 1 ? [lostResult(next)] : []),
    ],
  };
}

function lostResult({ number }: Statement): LostObject {
  return { kind: 'result of the statement before', name: '', statement: number - 1, neededBy: number };
}

/** What a statement in the middle of a segment has set, and nobody kept. */
function lostState(use: SessionUse, coming: Statements): readonly LostObject[] {
  if (use.isRepeatable) return [];
  const needing = coming.find((each) =>
    use.isHidden || use.variables.length === 0
      ? /last_insert_id|@@identity|@[\w`'"$]/i.test(each.text)
      : hasFeature(each, 'names variables') &&
        variablesIn(each.text).some((name) => use.variables.includes(name)),
  );
  const [name = ''] = use.variables;
  const { statement } = use;
  return needing ? [{ kind: 'state of the session', name, statement, neededBy: needing.number }] : [];
}

/** A procedure, and a prepared statement, may use it without its name being seen. */
function lostObject(
  kind: 'temporary table' | 'handler',
  { name, statement }: Named,
  coming: Statements,
): readonly LostObject[] {
  const needing = coming.find((each) => each.kind === 'compound' || names(each, name));
  return needing ? [{ kind, name, statement: statement.number, neededBy: needing.number }] : [];
}

/** It is prepared anew, which is another one when the variable that held its text has changed. */
function lostPrepared(
  { name, statement }: Named,
  past: Statements,
  coming: Statements,
): readonly LostObject[] {
  const needing = coming.find((each) => /\b(?:execute|prepare)\b/i.test(each.text) && names(each, name));
  if (!needing || needing.kind !== 'compound') return [];
  const sources = variablesIn(statement.text);
  const between = past.slice(statement.number);
  const isChanged =
    between.some(({ kind }) => kind === 'compound') ||
    assignedVariables(between.filter(setsVariables)).some((each) => sources.includes(each));
  if (sources.length === 0 || !isChanged) return [];
  return [{ kind: 'prepared statement', name, statement: statement.number, neededBy: needing.number }];
}

/** PREPARE only names them. */
function setsVariables(statement: Statement): boolean {
  return hasFeature(statement, 'sets variables') && !/^\s*prepare\b/i.test(statement.text);
}

/** Whether the name stands in the text, as a word of its own. */
function names({ text }: Statement, name: string): boolean {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i').test(text);
}
