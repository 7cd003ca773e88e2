import type { GrantPatterns } from '../sql/quote.ts';

/**
 * Whether every database that one pattern of GRANT opens is also opened by another: `nc\_%` covers `nc\_auth`, but not
 * `nc_auth`, whose wildcard opens `ncxauth` too. The servers check an administrator's grants by the same rule.
 */
export function databasePatternCovers(outer: string, inner: string, patterns: GrantPatterns): boolean {
  if (patterns === 'literal') return outer === inner;
  return covers(tokensOf(outer), tokensOf(inner));
}

/** A wildcard as `_` or `%`, a character as itself behind a backslash. */
function tokensOf(pattern: string): readonly string[] {
  const tokens = pattern.match(/\\?[\s\S]/g) ?? [];
  return tokens.map((token) => (/^[_%]$/.test(token) ? token : `\\${token.slice(-1)}`));
}

function covers(outer: readonly string[], inner: readonly string[]): boolean {
  const [head, ...rest] = outer;
  if (head === undefined) return inner.length === 0;
  if (head === '%') return inner.some((_, index) => covers(rest, inner.slice(index))) || covers(rest, []);
  const [first, ...others] = inner;
  if (first === undefined || first === '%') return false;
  return (head === '_' || head === first) && covers(rest, others);
}
