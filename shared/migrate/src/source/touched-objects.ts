import { splitStatements } from './splitter.ts';

/**
 * What the statements of a script create, change, drop, fill or refer to: names of tables and views, and `procedure x`
 * and the like, in lower case. A name without its database; a placeholder in a name stays as it is written. What a
 * script only reads, and what the bodies of stored programs do, does not count.
 */
export function touchedObjects(text: string): ReadonlySet<string> {
  return new Set(
    splitStatements(text).statements.flatMap(({ text: statement }) => objectsOf(tokensOf(statement))),
  );
}

interface Token {
  /** A word in upper case, or a symbol; `NAME` of a quoted name, which is no keyword. */
  readonly word: string;
  /** The name that it is, if it is one. */
  readonly name?: string;
}

const token =
  /(?<skipped>\s+|#[^\n]*|--(?=\s|$)[^\n]*|\/\*(?!M?!)[\s\S]*?\*\/|\/\*M?!\d*|\*\/)|`(?<quoted>[^`]*(?:``[^`]*)*)`|'[^'\\]*(?:\\[\s\S][^'\\]*)*'|"[^"\\]*(?:\\[\s\S][^"\\]*)*"|(?<word>(?:\$\{[^}]*\}|[\w$]|[\u0080-\uffff])+)|[\s\S]/g;

/** An INSERT names its table at once, and may hold megabytes of rows behind it. */
const tokensOfInsert = 12;

function tokensOf(statement: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { 0: symbol, groups = {} } of statement.matchAll(token)) {
    if (groups['skipped'] !== undefined) continue;
    tokens.push(tokenOf(symbol, groups));
    const isInsert = tokens[0]?.word === 'INSERT' || tokens[0]?.word === 'REPLACE';
    if (isInsert && tokens.length === tokensOfInsert) break;
  }
  return tokens;
}

function tokenOf(symbol: string, { quoted, word }: Readonly<Record<string, string | undefined>>): Token {
  if (quoted !== undefined) return { word: 'NAME', name: quoted.replaceAll('``', '`').toLowerCase() };
  return word === undefined ? { word: symbol } : { word: word.toUpperCase(), name: word.toLowerCase() };
}

function objectsOf(tokens: readonly Token[]): readonly string[] {
  const [first, second] = tokens.map(({ word }) => word);
  switch (first) {
    case 'CREATE':
    case 'ALTER':
    case 'DROP':
      return [...definedObjects(tokens), ...behind(tokens, 'REFERENCES'), ...renamed(first, tokens)];
    case 'RENAME':
      return second === 'TABLE' || second === 'TABLES'
        ? [...namesAt(tokens, 2), ...behind(tokens, ','), ...behind(tokens, 'TO')]
        : [];
    case 'TRUNCATE':
      return namesAt(tokens, second === 'TABLE' ? 2 : 1);
    case 'INSERT':
    case 'REPLACE':
      return namesAt(tokens, skipWords(tokens, 1, modifiers));
    case 'UPDATE':
      return [...listBehind(tokens, skipWords(tokens, 1, modifiers)), ...behind(tokens, 'JOIN')];
    case 'DELETE':
      return behind(tokens, 'FROM').slice(0, 1);
    case 'LOAD':
      return behind(tokens, 'TABLE').slice(0, 1);
    default:
      return [];
  }
}

const modifiers = new Set(['LOW_PRIORITY', 'HIGH_PRIORITY', 'DELAYED', 'IGNORE', 'INTO']);
const conditions = new Set(['IF', 'NOT', 'EXISTS']);
const programs = new Set(['PROCEDURE', 'FUNCTION', 'EVENT', 'TRIGGER', 'SEQUENCE']);

/** The first of these words says what a CREATE, ALTER or DROP is about. */
const kinds = new Set(['TABLE', 'TABLES', 'VIEW', 'INDEX', ...programs]);

function definedObjects(tokens: readonly Token[]): readonly string[] {
  const at = tokens.findIndex(({ word }) => kinds.has(word));
  const kind = tokens[at]?.word;
  if (kind === undefined) return [];
  const names = listBehind(tokens, skipWords(tokens, at + 1, conditions));
  if (kind === 'INDEX') return behind(tokens, 'ON').slice(0, 1);
  if (!programs.has(kind)) return kind === 'TABLE' ? [...names, ...likened(tokens)] : names;
  const own = names.slice(0, 1).map((name) => `${kind.toLowerCase()} ${name}`);
  return kind === 'TRIGGER' ? [...own, ...behind(tokens, 'ON').slice(0, 1)] : own;
}

/** The model of CREATE TABLE a LIKE b. */
function likened(tokens: readonly Token[]): readonly string[] {
  return tokens[0]?.word === 'CREATE' ? behind(tokens.slice(0, 10), 'LIKE') : [];
}

function renamed(first: string, tokens: readonly Token[]): readonly string[] {
  return first === 'ALTER' ? tokens.flatMap(({ word }, at) => renameAt(word, tokens, at)) : [];
}

function renameAt(word: string, tokens: readonly Token[], at: number): readonly string[] {
  return word === 'RENAME' && ['TO', 'AS'].includes(tokens[at + 1]?.word ?? '')
    ? namesAt(tokens, at + 2)
    : [];
}

function behind(tokens: readonly Token[], keyword: string): readonly string[] {
  return tokens.flatMap(({ word }, at) =>
    word === keyword ? namesAt(tokens, skipWords(tokens, at + 1, conditions)) : [],
  );
}

function skipWords(tokens: readonly Token[], from: number, words: ReadonlySet<string>): number {
  let at = from;
  while (words.has(tokens[at]?.word ?? '')) at++;
  return at;
}

/** The name that begins here, without its database. */
function namesAt(tokens: readonly Token[], at: number): readonly string[] {
  const last = lastPart(tokens, at);
  const name = tokens[last]?.name;
  return name === undefined ? [] : [name];
}

/** Names with commas between them. */
function listBehind(tokens: readonly Token[], from: number): readonly string[] {
  const names: string[] = [];
  for (let at = from; ; at++) {
    const found = namesAt(tokens, at);
    names.push(...found);
    at = lastPart(tokens, at) + 1;
    if (found.length === 0 || tokens[at]?.word !== ',') return names;
  }
}

function lastPart(tokens: readonly Token[], at: number): number {
  return tokens[at + 1]?.word === '.' && tokens[at + 2]?.name !== undefined ? at + 2 : at;
}
