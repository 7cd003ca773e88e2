import { tokenize, type Token } from '../../source/tokens.ts';
import type { Server } from '../../session.ts';

/**
 * Whether a query and what the server prints of a view's query are certainly the same. Only queries without
 * parentheses of their own are taken, and only where those that the server adds cannot stand otherwise: of several
 * kinds of operators it is not known which prints what.
 *
 * @param schema of the view; the server prints it before each table
 */
export function sameQuery(
  demanded: string,
  printed: string,
  schema: string,
  server: Server,
  sqlMode: string,
): boolean {
  const written = tokenize(demanded, server, sqlMode).tokens;
  if (!isPlain(written)) return false;
  const shown = withoutGroups(tokenize(printed, server, '').tokens);
  const isOfOneTable = !written.some(({ keyword }) => keyword === 'JOIN') && !hasSeveralTables(written);
  const simplify = (tokens: readonly Token[]) =>
    withoutAliases(withoutSchemas(tokens, schema, isOfOneTable)).map(canonicalToken);
  return JSON.stringify(simplify(written)) === JSON.stringify(simplify(shown));
}

const beforeGroup = new Set(
  'SELECT WHERE AND OR NOT ON HAVING BY WHEN THEN ELSE FROM JOIN XOR BETWEEN LIKE AS'.split(' '),
);

/** A parenthesis that is no call and no list of IN. */
function isGroup(tokens: readonly Token[], at: number): boolean {
  const [token, previous] = [tokens[at], tokens[at - 1]];
  if (token?.keyword !== '(') return false;
  return previous === undefined || previous.kind === 'symbol' || beforeGroup.has(previous.keyword);
}

const ambiguous = new Set('NOT XOR CASE BETWEEN UNION INTERSECT EXCEPT WITH DISTINCT'.split(' '));
const arithmetic = new Set('+ - * / % & | ^ ~ DIV MOD'.split(' '));

function isPlain(tokens: readonly Token[]): boolean {
  const keywords = tokens.map(({ keyword }) => keyword);
  if (keywords.some((keyword, at) => ambiguous.has(keyword) || isGroup(tokens, at))) return false;
  if (keywords.filter((keyword) => keyword === 'SELECT').length !== 1) return false;
  const isCountAll = (at: number) => keywords[at - 1] === '(' && keywords[at + 1] === ')';
  const operators = keywords.filter((keyword, at) => arithmetic.has(keyword) && !isCountAll(at));
  return operators.length <= 1 && !(keywords.includes('AND') && keywords.includes('OR'));
}

function hasSeveralTables(tokens: readonly Token[]): boolean {
  const from = tokens.findIndex(({ keyword }) => keyword === 'FROM');
  const behind = tokens.slice(from + 1);
  const end = behind.findIndex(({ keyword }) =>
    ['WHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT'].includes(keyword),
  );
  return behind.slice(0, end < 0 ? undefined : end).some(({ keyword }) => keyword === ',');
}

/** Drops the parentheses that group, with those that close them. */
function withoutGroups(tokens: readonly Token[]): readonly Token[] {
  const open: boolean[] = [];
  return tokens.filter(({ keyword }, at) => {
    if (keyword === '(') {
      open.push(isGroup(tokens, at));
      return !open.at(-1);
    }
    return keyword === ')' ? open.pop() !== true : true;
  });
}

/** `shop.orders.id` becomes `orders.id`, and `id` where there is one table only. */
function withoutSchemas(tokens: readonly Token[], schema: string, isOfOneTable: boolean): readonly Token[] {
  const dropped = new Set<number>();
  tokens.forEach((token, at) => {
    if (tokens[at + 1]?.keyword !== '.') return;
    const isSchema = token.value === schema && tokens[at - 1]?.keyword !== '.';
    if (isSchema || isOfOneTable) dropped.add(at).add(at + 1);
  });
  return tokens.filter((_, at) => !dropped.has(at));
}

/** AS is optional, and the server gives each column an alias. */
function withoutAliases(tokens: readonly Token[]): readonly Token[] {
  const kept = tokens.filter(({ keyword }) => keyword !== 'AS' && keyword !== 'INNER');
  return kept.filter((token, at) => at === 0 || !isName(token) || token.value !== kept[at - 1]?.value);
}

function isName({ kind }: Token): boolean {
  return kind === 'name' || kind === 'word';
}

/** COUNT(*) is printed as count(0), != as <>. */
function canonicalToken({ kind, value }: Token, at: number, all: readonly Token[]): string {
  if (kind === 'string') return JSON.stringify(value);
  const isCountAll = value === '*' && all[at - 1]?.keyword === '(' && all[at - 2]?.keyword === 'COUNT';
  if (isCountAll) return '0';
  return value === '!' && all[at + 1]?.keyword === '=' ? '<' : notEqual(value, all[at - 1]?.keyword);
}

function notEqual(value: string, previous: string | undefined): string {
  return value === '=' && previous === '!' ? '>' : value.toLowerCase();
}
