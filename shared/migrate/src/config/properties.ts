/** One `key=value` of a file, with the line where it starts, from 1. */
export interface Property {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/**
 * Reads a `.conf` file as Flyway 11.8.2 does: `key=value`, `key: value` or `key value`; blanks around both are
 * dropped; `#` and `!` start comment lines; backslashes are literal, so that Windows paths need no doubling, except
 * one at the end of a line, which joins the next line to it unless that is empty or a `flyway.` setting itself.
 * CRLF, CR and a byte order mark do not matter. A key may occur more than once; the last one counts.
 */
export function parseProperties(text: string): readonly Property[] {
  return [...logicalLines(text)].map(({ text: line, number }) => ({ ...splitLine(line), line: number }));
}

interface Line {
  readonly text: string;
  readonly number: number;
}

/** Lines without comments and blank ones, continued ones joined under the number of their first. */
function* logicalLines(text: string): Generator<Line> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let index = 0; index < lines.length; index++) {
    const number = index + 1;
    let line = trimmed(lines[index]);
    if (line === '' || line.startsWith('#') || line.startsWith('!')) continue;
    while (line.endsWith('\\') && joins(lines[index + 1])) line = line.slice(0, -1) + trimmed(lines[++index]);
    yield { text: line, number };
  }
}

function trimmed(line: string | undefined): string {
  return line?.trim() ?? '';
}

function joins(next: string | undefined): next is string {
  if (next === undefined || next === '') return false;
  return !(next.trim().startsWith('flyway.') && next.includes('='));
}

/** At the first `=`, `:` or blank, as Java's Properties does. */
function splitLine(line: string): { readonly key: string; readonly value: string } {
  const [, key = '', value = ''] = /^([^=:\s]*)\s*[=:]?\s*(.*)$/s.exec(line) ?? [];
  return { key, value };
}
