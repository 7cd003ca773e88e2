import type { Statement } from '../model.ts';
import { enclosures } from './bare-code.ts';
import { defaultEscapes, escapesBehind, type Escapes } from './escapes.ts';
import type { Position } from './position.ts';

/** A statement that the server understands and the mysql client would not pass on as it is. */
export interface ClientHazard extends Position {
  readonly message: string;
}

/**
 * Statements of one script that the mysql and mariadb clients take apart, whatever the delimiter: they see an order
 * to themselves in the word DELIMITER and in a backslash anywhere outside of quotes and comments, and they take a
 * backslash in a quoted name for an escape.
 */
export function clientHazards(statements: Iterable<Statement>): readonly ClientHazard[] {
  let escapes = defaultEscapes;
  const hazards: ClientHazard[] = [];
  for (const { text, line, column, number } of statements) {
    const reason = hazardIn(text, escapes);
    escapes = escapesBehind(text, escapes);
    if (reason === undefined) continue;
    const message = `Statement ${number} cannot be run by the mysql client: ${reason}`;
    hazards.push({ line, column, message });
  }
  return hazards;
}

function hazardIn(text: string, escapes: Escapes): string | undefined {
  const code = text.replace(enclosures(escapes), (token) => (token.startsWith('`') ? token : ' '));
  if (/`[^`]*\\[^`]*`/.test(code)) return 'it holds a name with a backslash.';
  const plain = code.replace(/`(?:[^`]|``)*`/g, ' ');
  if (/delimiter/i.test(plain))
    return 'it takes the word "delimiter" for an order to itself. Write the name in back-ticks.';
  if (/\\(?!N\b)/.test(plain)) return 'it takes the backslash outside of quotes for an order to itself.';
  return undefined;
}
