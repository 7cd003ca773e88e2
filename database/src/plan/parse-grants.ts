import type { Account } from '../model.ts';
import { allPrivileges, grantOption, member, type Grant, type GrantObject } from './grant.ts';

/** What the lines of SHOW GRANTS say about one account. */
export interface ParsedGrants {
  readonly grants: readonly Grant[];
  /** MySQL's partial revokes: privileges on the whole server that do not reach this database. */
  readonly restrictions: readonly Grant[];
}

/**
 * Reads the lines of SHOW GRANTS. USAGE, which grants nothing, the password hash that MariaDB prints, limits, and default
 * roles are left out. Back-ticks around names are expected, as both servers print them unless ANSI_QUOTES is set.
 *
 * @throws {RangeError} for a line that is none of SHOW GRANTS.
 */
export function parseGrants(lines: readonly string[]): ParsedGrants {
  const read = lines.filter((line) => !line.startsWith('SET DEFAULT ROLE')).map(parseLine);
  const grantsOf = (verb: string): readonly Grant[] =>
    read.filter((line) => line.verb === verb).flatMap((line) => line.grants);
  return { grants: grantsOf('GRANT'), restrictions: grantsOf('REVOKE') };
}

interface Line {
  readonly verb: string;
  readonly grants: readonly Grant[];
}

/** A name in back-ticks, a text in quotes, one sign, or a word. */
const tokenPattern = /`(?:[^`]|``)*`|'(?:[^'\\]|''|\\.)*'|[(),.*@]|[^\s`'(),.*@]+/g;

function parseLine(line: string): Line {
  const [verb = '', ...tokens] = line.match(tokenPattern) ?? [];
  const end = tokens.findIndex((token) => token === 'TO' || token === 'FROM');
  if ((verb !== 'GRANT' && verb !== 'REVOKE') || end < 1) throw unreadable();
  const hasOption = /\b(?:GRANT|ADMIN) OPTION\b/.test(tokens.slice(end).filter(isWord).join(' '));
  const head = tokens.slice(0, end);
  const on = head.indexOf('ON');
  if (on < 0) return { verb, grants: rolesOf(head, hasOption) };
  const words = splitAtCommas(head.slice(0, on)).flatMap(privilegesOf);
  const object = objectOf(head.slice(on + 1), words);
  const given = object.level === 'proxy' ? [member] : words.filter((word) => word !== 'USAGE');
  const privileges = hasOption ? [...given, grantOption] : given;
  return { verb, grants: privileges.length === 0 ? [] : [{ privileges, on: object }] };
}

function rolesOf(tokens: readonly string[], hasOption: boolean): readonly Grant[] {
  const privileges = hasOption ? [member, grantOption] : [member];
  return splitAtCommas(tokens).map((part) => ({
    privileges,
    on: {
      level: 'role',
      role: part.length < 3 ? { user: unquote(part[0]) } : accountOf(part),
    },
  }));
}

/** One privilege; one on columns becomes one for each of them. */
function privilegesOf(tokens: readonly string[]): readonly string[] {
  const open = tokens.indexOf('(');
  if (open < 0) {
    const name = tokens.join(' ');
    return [name === 'ALL' ? allPrivileges : name];
  }
  const columns = tokens.slice(open + 1).filter((token) => token.startsWith('`'));
  return columns.map((column) => `${tokens.slice(0, open).join(' ')} (${column})`);
}

function objectOf(tokens: readonly string[], privileges: readonly string[]): GrantObject {
  if (privileges[0] === 'PROXY') return { level: 'proxy', of: accountOf(tokens) };
  const dot = tokens.indexOf('.');
  const type = tokens.slice(0, dot - 1).join(' ');
  const [database, name] = [tokens[dot - 1], tokens[dot + 1]];
  if (dot < 1 || name === undefined) throw unreadable();
  if (type !== '') return { level: 'routine', type, database: unquote(database), routine: unquote(name) };
  if (database === '*') return { level: 'server' };
  if (name === '*') return { level: 'database', pattern: unquote(database) };
  return { level: 'table', database: unquote(database), table: unquote(name) };
}

function accountOf(tokens: readonly string[]): Account {
  return { user: unquote(tokens[0]), host: unquote(tokens[2]) };
}

/** The parts between commas outside parentheses. */
function splitAtCommas(tokens: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

function isWord(token: string): boolean {
  return !token.startsWith('`') && !token.startsWith("'");
}

function unquote(token = ''): string {
  return /^[`']/.test(token) ? token.slice(1, -1).replaceAll('``', '`') : token;
}

/** The line itself is not shown: MariaDB's hold a password hash. */
function unreadable(): RangeError {
  return new RangeError('A line of SHOW GRANTS cannot be read.');
}
