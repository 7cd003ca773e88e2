import type { Statement, Statements } from '../model.ts';
import type { Server, Session } from '../session.ts';
import { classify } from '../source/classify.ts';
import { committingWord } from '../source/code-words.ts';
import { tokenize } from '../source/tokens.ts';
import { reach, serverSchemas, type Program } from './reach.ts';

/** What is known of code that ran unseen, in a transaction that was never committed. */
export type HiddenCode =
  /** It was rolled back, but for tables without transactions; `text` names what it may touch. */
  | { readonly kind: 'rolled back'; readonly text: string }
  /** It may have committed; the reason is a clause. `isMissing`: there is no such procedure, as far as is seen. */
  | { readonly kind: 'may have committed'; readonly reason: string; readonly isMissing?: true };

/**
 * Whether a statement that has just failed may have committed something before it did: a procedure does its work step by
 * step. One that is not there has done nothing, and neither has a statement that runs no code.
 *
 * @param commitsAtOnce whether each step is committed by itself
 * @throws QueryError | ConnectionError
 */
export async function mayHaveCommitted(
  session: Pick<Session, 'query' | 'server'>,
  statement: Statement,
  before: Statements,
  commitsAtOnce: boolean,
): Promise<boolean> {
  if (!runsCode(statement, session.server)) return false;
  const code = await readHiddenCode(session, statement, before);
  return code.kind === 'rolled back' ? commitsAtOnce : !code.isMissing;
}

/** Whether it runs stored or prepared code, which may do more than one thing, and ROLLBACK too. */
export function runsCode(statement: Pick<Statement, 'kind' | 'text'>, server: Server): boolean {
  if (statement.kind !== 'compound') return false;
  const [first, second] = tokenize(statement.text, server, '').tokens;
  return first?.keyword === 'SET' ? second?.keyword === 'STATEMENT' : runners.has(first?.keyword ?? '');
}

const runners: ReadonlySet<string> = new Set('CALL EXECUTE BEGIN IF CASE FOR LOOP WHILE REPEAT'.split(' '));

/**
 * Whether a CALL, an EXECUTE or a compound statement may have committed anything, as the text of what it runs tells.
 *
 * @param before the statements in front of it, with the PREPARE of an EXECUTE
 * @throws QueryError | ConnectionError
 */
export async function readHiddenCode(
  session: Pick<Session, 'query' | 'server'>,
  statement: Statement,
  before: Statements,
): Promise<HiddenCode> {
  const text = codeOf(statement, before, session.server);
  if (text === undefined) return mayHave('it runs a statement that is put together while the script runs');
  const own = committingWord(text, session.server);
  if (own !== undefined) return mayHave(`it runs ${own}, which may commit`);
  const { programs } = await reach(session, [text]);
  const unseen = unseenCall(text, programs, session.server);
  if (unseen) return isServers(unseen) ? mayHave(unseenReason(unseen)) : missing(unseen);
  for (const { kind, schema, name, body } of programs) {
    const its = `the ${kind} ${schema}.${name}`;
    if (body === undefined) return mayHave(`this account may not read ${its}`);
    if (kind === 'view') continue;
    const word = committingWord(body, session.server);
    if (word !== undefined) return mayHave(`${its} runs ${word}, which may commit`);
    const hidden = unseenCall(body, programs, session.server);
    if (hidden) return mayHave(`in ${its}, ${unseenReason(hidden)}`);
  }
  return { kind: 'rolled back', text };
}

function missing(called: Called): HiddenCode {
  return { kind: 'may have committed', reason: unseenReason(called), isMissing: true };
}

function unseenReason(called: Called): string {
  const name = [called.schema, called.name].filter((part) => part !== undefined).join('.');
  return isServers(called)
    ? `${name} is a procedure of the server's own, which may commit`
    : `this account cannot see the procedure ${name}`;
}

/** Their code is not looked at: `sys.execute_prepared_stmt` runs anything. */
function isServers({ schema = '' }: Called): boolean {
  return serverSchemas.includes(schema);
}

function mayHave(reason: string): Extract<HiddenCode, { kind: 'may have committed' }> {
  return { kind: 'may have committed', reason };
}

/** Of an EXECUTE the text that was prepared; undefined when it stands in a variable, or nowhere. */
function codeOf({ text }: Statement, before: Statements, server: Server): string | undefined {
  const { tokens } = tokenize(text, server, '');
  const [first, second, third] = tokens;
  switch (first?.keyword) {
    case 'CALL':
    case 'BEGIN':
    case 'IF':
    case 'CASE':
    case 'FOR':
    case 'LOOP':
    case 'WHILE':
    case 'REPEAT':
      return text;
    case 'SET':
      return second?.keyword === 'STATEMENT' ? text : undefined;
    case 'EXECUTE':
      return second?.keyword === 'IMMEDIATE' ? literal(third) : preparedText(second?.value, before, server);
    default:
      return undefined;
  }
}

function preparedText(name: string | undefined, before: Statements, server: Server): string | undefined {
  const prepares = before.filter(
    (each) => each.kind === 'session' && /\bprepare\b/i.test(each.text.slice(0, 200)),
  );
  for (const { text } of prepares.toReversed()) {
    const [first, second, from, source] = tokenize(text, server, '').tokens;
    if (first?.keyword !== 'PREPARE' || second?.value.toLowerCase() !== name?.toLowerCase()) continue;
    return from?.keyword === 'FROM' ? literal(source) : undefined;
  }
  return undefined;
}

/** Only of statements that work inside a transaction. */
function literal(token: { readonly kind: string; readonly value: string } | undefined): string | undefined {
  return token?.kind === 'string' && classify(token.value) === 'dml' ? token.value : undefined;
}

/** What a CALL names, in lower case. */
interface Called {
  readonly schema: string | undefined;
  readonly name: string;
}

/** The first procedure that a text calls and that is not among the programs which were found. */
function unseenCall(text: string, programs: readonly Program[], server: Server): Called | undefined {
  const { tokens } = tokenize(text, server, '');
  const called = tokens.flatMap(({ keyword }, index): readonly Called[] => {
    if (keyword !== 'CALL') return [];
    const [first, dot, second] = tokens.slice(index + 1).map(({ value }) => value.toLowerCase());
    if (first === undefined) return [];
    return [dot === '.' && second ? { schema: first, name: second } : { schema: undefined, name: first }];
  });
  return called.find(
    ({ name }) => !programs.some((each) => each.kind === 'procedure' && each.calledBy === name),
  );
}
