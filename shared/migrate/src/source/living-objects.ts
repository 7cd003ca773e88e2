import type { Statement, Statements } from '../model.ts';
import type { Server } from '../session.ts';
import { hasFeature } from './features.ts';
import { readSet } from './set-statement.ts';
import { tokenize, type Token } from './tokens.ts';

/** Something of a session, and the statement that made it. */
export interface Named {
  /** Without schema and quotes, in lower case. */
  readonly name: string;
  readonly statement: Statement;
}

/** What a session has behind some statements. */
export interface Living {
  readonly tables: readonly Named[];
  readonly prepared: readonly Named[];
  readonly handlers: readonly Named[];
  readonly lock: Statement | undefined;
  /** SET TRANSACTION for the next one alone. */
  readonly nextTransaction: readonly Statement[];
  /** What began the transaction that AND CHAIN goes on with. */
  readonly chain: readonly Statement[];
}

const nothing: Living = {
  tables: [],
  prepared: [],
  handlers: [],
  lock: undefined,
  nextTransaction: [],
  chain: [],
};

/** Follows statements that were run in a session. */
export function livingObjects(statements: Statements, server: Server): Living {
  let living = nothing;
  let begun: Statement | undefined;
  for (const statement of statements) {
    const isPlain = hasFeature(statement, 'only rows');
    const tokens = isPlain ? [] : tokenize(statement.text.slice(0, longestHead), server, '').tokens;
    if (statement.kind === 'transaction' && isWord(tokens, 0, 'START', 'BEGIN')) begun = statement;
    living = behind(living, { statement, tokens, begun, server });
  }
  return living;
}

/** Characters: all that is looked at stands in front of a statement. */
const longestHead = 2000;

interface Step {
  readonly statement: Statement;
  readonly tokens: readonly Token[];
  /** What began the transaction before. */
  readonly begun: Statement | undefined;
  readonly server: Server;
}

function behind(living: Living, { statement, tokens, begun, server }: Step): Living {
  const { kind } = statement;
  const isEnd = kind === 'ddl' || kind === 'transaction' || kind === 'dml' || kind === 'compound';
  const at = isEnd ? { ...living, nextTransaction: [], ...(kind !== 'dml' && { chain: [] }) } : living;
  switch (tokens[0]?.keyword) {
    case 'CREATE':
    case 'DROP':
      return { ...at, tables: tablesBehind(at.tables, statement, tokens) };
    case 'PREPARE':
      return { ...at, prepared: [...without(at.prepared, tokens[1]), named(tokens[1], statement)] };
    case 'DEALLOCATE':
      return { ...at, prepared: without(at.prepared, tokens[2]) };
    case 'HANDLER':
      return { ...at, handlers: handlersBehind(at.handlers, statement, tokens) };
    case 'LOCK':
    case 'FLUSH':
      return locks(tokens) ? { ...at, lock: statement } : at;
    case 'UNLOCK':
    case 'START':
    case 'BEGIN':
      return kind === 'transaction' ? { ...at, lock: undefined } : at;
    case 'COMMIT':
    case 'ROLLBACK':
      return isChain(tokens) ? { ...at, chain: [begun ?? started(statement)] } : at;
    case 'SET':
      return readSet(statement.text, server)?.isForNextTransaction
        ? { ...at, nextTransaction: [...at.nextTransaction, statement] }
        : at;
    default:
      return at;
  }
}

function started(statement: Statement): Statement {
  return { ...statement, text: 'START TRANSACTION', kind: 'transaction' };
}

/** LOCK TABLES, and FLUSH TABLES WITH READ LOCK or FOR EXPORT. */
function locks(tokens: readonly Token[]): boolean {
  if (isWord(tokens, 0, 'LOCK')) return isWord(tokens, 1, 'TABLE', 'TABLES');
  return tokens.some(({ keyword }) => keyword === 'LOCK' || keyword === 'EXPORT');
}

function isChain(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ keyword }) => keyword === 'CHAIN');
  return at > 0 && tokens[at - 1]?.keyword === 'AND';
}

/** DROP TABLE takes a temporary table away too. */
function tablesBehind(
  tables: readonly Named[],
  statement: Statement,
  tokens: readonly Token[],
): readonly Named[] {
  const at = tokens.findIndex(({ keyword }) => keyword === 'TABLE' || keyword === 'TABLES');
  if (at < 0) return tables;
  const names = namesBehind(tokens, at + 1);
  if (isWord(tokens, 0, 'DROP')) return tables.filter(({ name }) => !names.includes(name));
  const isTemporary = tokens.slice(0, at).some(({ keyword }) => keyword === 'TEMPORARY');
  const [name] = names;
  if (!isTemporary || name === undefined) return tables;
  return [...tables.filter((each) => each.name !== name), { name, statement }];
}

/** Names without their schemas, in lower case. */
function namesBehind(tokens: readonly Token[], from: number): readonly string[] {
  let at = from;
  while (isWord(tokens, at, 'IF', 'NOT', 'EXISTS')) at++;
  const names: string[] = [];
  for (;;) {
    if (tokens[at + 1]?.value === '.') at += 2;
    const name = tokens[at];
    if (!name || name.kind === 'symbol' || name.kind === 'string') return names;
    names.push(name.value.toLowerCase());
    if (tokens[at + 1]?.keyword !== ',') return names;
    at += 2;
  }
}

function handlersBehind(
  handlers: readonly Named[],
  statement: Statement,
  tokens: readonly Token[],
): readonly Named[] {
  const isOpen = tokens.some(({ keyword }) => keyword === 'OPEN');
  const isClose = tokens.some(({ keyword }) => keyword === 'CLOSE');
  if (!isOpen && !isClose) return handlers;
  const alias = isOpen && tokens.length > 3 ? tokens.at(-1) : undefined;
  const [name = ''] = alias ? [alias.value.toLowerCase()] : namesBehind(tokens, 1);
  const others = handlers.filter((each) => each.name !== name);
  return isOpen ? [...others, { name, statement }] : others;
}

function named(token: Token | undefined, statement: Statement): Named {
  return { name: token?.value.toLowerCase() ?? '', statement };
}

function without(all: readonly Named[], token: Token | undefined): readonly Named[] {
  const name = token?.value.toLowerCase();
  return all.filter((each) => each.name !== name);
}

function isWord(tokens: readonly Token[], at: number, ...words: readonly string[]): boolean {
  return words.includes(tokens[at]?.keyword ?? '');
}
