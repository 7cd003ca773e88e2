import { defaultEscapes, escapesBehind, type Escapes } from './escapes.ts';
import { hasFeature } from './features.ts';
import type { Statement, Statements } from '../model.ts';

/**
 * The code of a statement, in which strings, quoted names and comments are blanks: every other character stands at its
 * own offset. The code of conditional comments is code.
 */
export function bareCode(text: string, escapes: Escapes = defaultEscapes): string {
  return text.replace(enclosures(escapes), (enclosed) => enclosed.replaceAll(/[^\n]/g, ' '));
}

/** A statement of a script and its {@link bareCode}, in which sql_mode is followed as far as the script sets it. */
export interface BareStatement {
  readonly statement: Statement;
  readonly code: string;
}

/** The statements of one script that may be meant, each with its bare code. */
export function bareStatements(
  statements: Statements,
  mayFit: (statement: Statement) => boolean,
): readonly BareStatement[] {
  let escapes = defaultEscapes;
  return statements.flatMap((statement) => {
    const found = mayFit(statement) ? [{ statement, code: bareCode(statement.text, escapes) }] : [];
    if (hasFeature(statement, 'sets sql_mode')) escapes = escapesBehind(statement.text, escapes);
    return found;
  });
}

/**
 * Strings, quoted names and comments; the code of conditional comments is not one. Each alternative fits in one way only,
 * so that megabytes of rows take linear time.
 */
export function enclosures({ single, double }: Escapes): RegExp {
  const quoted = (quote: string, escaped: boolean) =>
    escaped
      ? `${quote}[^${quote}\\\\]*(?:\\\\[\\s\\S][^${quote}\\\\]*)*${quote}`
      : `${quote}[^${quote}]*${quote}`;
  const parts = [
    quoted("'", single),
    quoted('"', double),
    '`[^`]*`',
    '#[^\\n]*',
    '--(?=[\\s\\x00-\\x1f]|$)[^\\n]*',
    '\\/\\*(?!M?!)[\\s\\S]*?\\*\\/',
  ];
  return new RegExp(parts.join('|'), 'g');
}
