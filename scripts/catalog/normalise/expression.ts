import { parseExpression } from './parse.ts';
import { printNode } from './print.ts';
import { tokensOf, type Token } from './tokens.ts';

/**
 * One form for what MySQL and MariaDB print of the same expression: brackets where a reader needs them, words and
 * functions in capitals, names without back-ticks, texts without the character set that MySQL adds.
 *
 * MySQL: `((`a` = lower(`a`)) or (`b` in (_utf8mb4'x')))`, MariaDB: `` `a` = lcase(`a`) or `b` in ('x') ``; both
 * become `a = LOWER(a) OR b IN ('x')`. Of syntax that it does not know only the pieces are normalised.
 */
export function normaliseExpression(expression: string): string {
  const tokens = tokensOf(expression);
  if (!tokens) return expression;
  const node = parseExpression(tokens);
  return node ? printNode(node) : joined(tokens);
}

function joined(tokens: readonly Token[]): string {
  return tokens
    .map(({ text }) => text)
    .join(' ')
    .replace(/ ?([(.,)]) ?/g, '$1')
    .replaceAll(',', ', ')
    .trim();
}
