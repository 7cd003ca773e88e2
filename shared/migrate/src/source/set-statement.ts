import type { Server } from '../session.ts';
import { tokenize, type Token } from './tokens.ts';

/** What a SET statement changes, as far as a session keeps it. */
export interface SetStatement {
  /** System variables that it sets for the session, in lower case; none for those of the server. */
  readonly settings: readonly string[];
  /** SET ROLE. */
  readonly setsRole: boolean;
  /** SET TRANSACTION without SESSION, which concerns the next transaction alone. */
  readonly isForNextTransaction: boolean;
}

/** Reads a SET statement; undefined when it is none. `SET NAMES` and its like name no system variable. */
export function readSet(text: string, server: Server): SetStatement | undefined {
  const { tokens } = tokenize(text, server, '');
  if (tokens[0]?.keyword !== 'SET') return undefined;
  const [, first] = tokens;
  return {
    settings: settingsOf(tokens.slice(1)),
    setsRole: first?.keyword === 'ROLE' && !isAssignment(tokens[2]),
    isForNextTransaction: first?.keyword === 'TRANSACTION' && !isAssignment(tokens[2]),
  };
}

type Scope = 'session' | 'server';
const scopes: Readonly<Record<string, Scope>> = {
  SESSION: 'session',
  LOCAL: 'session',
  GLOBAL: 'server',
  PERSIST: 'server',
  PERSIST_ONLY: 'server',
};

/** A scope without `@@` concerns those behind it too (MySQL 8.4 manual 15.7.6.1). */
function settingsOf(tokens: readonly Token[]): readonly string[] {
  let scope: Scope = 'session';
  return splitAtCommas(tokens).flatMap((assignment) => {
    const own = scopes[assignment[0]?.keyword ?? ''];
    if (own && !isAssignment(assignment[1])) scope = own;
    const rest = own && !isAssignment(assignment[1]) ? assignment.slice(1) : assignment;
    const setting = settingOf(rest);
    return setting && (setting.scope ?? scope) === 'session' ? [setting.name] : [];
  });
}

function settingOf(
  assignment: readonly Token[],
): { readonly name: string; readonly scope?: Scope } | undefined {
  const isMarked = assignment[0]?.value === '@' && assignment[1]?.value === '@';
  const [name, next] = isMarked ? assignment.slice(2) : assignment;
  if (!name || name.kind === 'string' || name.kind === 'symbol') return undefined;
  if (!isMarked) return isAssignment(next) ? { name: name.value.toLowerCase() } : undefined;
  const [last = '', prefix] = name.value.split('.').reverse();
  if (prefix === undefined) return isAssignment(next) ? { name: last.toLowerCase() } : undefined;
  const scope = scopes[prefix.toUpperCase()];
  return scope && { name: last.toLowerCase(), scope };
}

/** `=` or `:=`. */
function isAssignment(token: Token | undefined): boolean {
  return token?.keyword === '=' || token?.keyword === ':';
}

function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.keyword === '(') depth++;
    if (token.keyword === ')') depth--;
    if (token.keyword === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
