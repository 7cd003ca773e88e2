import type { Statement } from '../model.ts';
import type { Position } from './position.ts';

/**
 * Where in its file a character of a statement stands. Exact behind replaced placeholders too; what a placeholder
 * stands for is at the placeholder itself.
 *
 * @param offset in the statement's text
 */
export function positionIn(statement: Statement, offset: number): Position {
  const before = asInFile(statement, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const column = before.length - lineStart + 1;
  return {
    line: statement.line + countLineEnds(before),
    column: lineStart === 0 ? statement.column + column - 1 : column,
  };
}

/** The text up to the offset, each value as blanks of its placeholder's length. */
function asInFile({ text, replaced = [] }: Statement, offset: number): string {
  const parts: string[] = [];
  let copied = 0;
  for (const { at, length, sourceLength } of replaced) {
    if (at >= offset) break;
    const isInside = offset < at + length;
    parts.push(text.slice(copied, at), isInside ? '' : ' '.repeat(sourceLength));
    copied = isInside ? offset : at + length;
  }
  return [...parts, text.slice(copied, offset)].join('');
}

function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
