import type { Statement } from '../model.ts';
import { positionIn } from '../source/statement-position.ts';
import { shownParts } from './redact.ts';

/** Lines that are shown, and how many of them at least in front of the caret. */
const shownLines = 20;
const linesBehind = 3;

/** Characters of a line that are shown, and how many of them in front of the caret. */
const shownColumns = 160;
const columnsBefore = 100;

/** A line of a statement without its secrets. */
interface Line {
  readonly text: string;
  /** Where it begins in the statement. */
  readonly at: number;
}

interface Caret {
  /** Index of the line, and offset in it. */
  readonly line: number;
  readonly column: number;
}

/**
 * A statement as compilers show it: with the line numbers of its file, and `^` under the place. Of a long one only
 * what stands around the place; without a place, its beginning. Never a secret, nor a control character.
 *
 * @param offset of the place in the statement's text
 */
export function excerpt(statement: Statement, offset: number | undefined): string {
  const { lines, caret } = shownLinesOf(statement.text, offset);
  const last = caret ? Math.min(caret.line + linesBehind, lines.length - 1) : lines.length - 1;
  const first = caret ? Math.max(last - shownLines + 1, 0) : 0;
  const end = Math.min(first + shownLines, lines.length);
  const window = lines.slice(first, end);
  const numbers = window.map(({ at }) => String(positionIn(statement, at).line));
  const width = Math.max(...numbers.map(({ length }) => length));
  const gutter = (text: string) => `  ${text.padStart(width)} | `;
  const rows = window.flatMap(({ text }, index) => {
    const column = caret && caret.line === first + index ? caret.column : undefined;
    const cut = cutLine(text, column);
    const row = `${gutter(numbers[index] ?? '')}${cut.text}`.trimEnd();
    return cut.column === undefined ? [row] : [row, `${gutter('')}${blanks(cut.text, cut.column)}^`];
  });
  return [...rest(first, 'before'), ...rows, ...rest(lines.length - end, 'more')].join('\n');
}

function rest(count: number, where: 'before' | 'more'): string[] {
  if (count === 0) return [];
  const lines = count === 1 ? 'line' : 'lines';
  return [where === 'more' ? `  … ${count} more ${lines}` : `  … ${count} ${lines} before`];
}

/** The text without its secrets, line by line, and where the place is in it. */
function shownLinesOf(text: string, offset: number | undefined) {
  const lines: Line[] = [];
  let caret: Caret | undefined;
  let open = { text: '', at: 0 };
  let start = 0;
  for (const part of shownParts(text)) {
    const isShown = part.shown === part.text;
    let inPart = 0;
    for (const [index, piece] of part.shown.split('\n').entries()) {
      if (index > 0) {
        lines.push(open);
        open = { text: '', at: start + (isShown ? inPart : 0) };
      }
      const end = isShown ? start + inPart + piece.length : start + part.text.length - 1;
      if (offset !== undefined && !caret && offset <= end) {
        const column = isShown ? offset - start - inPart : 0;
        caret = { line: lines.length, column: open.text.length + Math.max(column, 0) };
      }
      open = { ...open, text: `${open.text}${piece}` };
      inPart += piece.length + 1;
    }
    start += part.text.length;
  }
  lines.push(open);
  return { lines, caret };
}

/** What fits of a line, around the caret. */
function cutLine(
  text: string,
  column: number | undefined,
): { readonly text: string; readonly column: number | undefined } {
  const from = text.length <= shownColumns ? 0 : Math.max((column ?? 0) - columnsBefore, 0);
  const to = Math.min(from + shownColumns, text.length);
  const shown = `${from > 0 ? '…' : ''}${printable(text.slice(from, to))}${to < text.length ? '…' : ''}`;
  return { text: shown, column: column === undefined ? undefined : column - from + (from > 0 ? 1 : 0) };
}

/** Control characters would move the cursor of a terminal, or change its colours. */
function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t]/gu, '\ufffd');
}

/** Blanks as wide as the text in front of the caret: tabs stay tabs, surrogate pairs are one character. */
function blanks(text: string, column: number): string {
  return [...text.slice(0, column)].map((character) => (character === '\t' ? '\t' : ' ')).join('');
}
