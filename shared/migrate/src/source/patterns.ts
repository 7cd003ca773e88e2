/**
 * What stands between statements and is passed over, as Flyway does: white space of all scripts, control characters
 * (a NUL, the control-Z of old editors) and byte order marks, which stand where files were joined.
 */
// eslint-disable-next-line no-control-regex -- these are meant
export const gap = /[\x00-\x20\u00a0\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000\ufeff]*/y;

/** A DELIMITER line; the rest of the line behind the delimiter does not count, as in the mysql client. */
export const delimiterLine = /DELIMITER(?:[ \t]+([^\s]*)[^\r\n]*)?(?=[\r\n]|$)/iy;

/** A DELIMITER line where no statement may begin. A word behind it makes it a column's name (`delimiter INT`). */
export const delimiterInside = /[ \t]*DELIMITER[ \t]+[^\s\w]/iy;

/** Words that the mysql client keeps for itself; none of them begins an SQL statement. */
export const clientCommand =
  /(?:\\[\s\S]?|(?:source|connect|edit|ego|exit|go|nopager|notee|nowarning|pager|print|prompt|quit|rehash|resetconnection|status|system|tee|warnings|charset|clear)(?=[\s;]|$))/iy;

/** First words behind which a `;` may belong to the statement; a conditional comment may hide one. */
export const maybeCompound = /(?:CREATE|ALTER|BEGIN|IF|CASE|LOOP|WHILE|REPEAT|FOR)\b|\/\*/iy;

/** Comments that hold code: `/*!`, `/*!50001` and MariaDB's `/*M!`. */
export const conditionalComment = /\/\*M?!\d*/y;

/** First line of a mariadb-dump file: an order to the client inside what looks like code. */
export const sandboxComment = /\/\*M?!999999\\-/y;

const lineEnd = /[\r\n]/g;

/** Where a sticky pattern ends that begins at `offset`; `offset` itself when it does not match there. */
export function matchEnd(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

/** Whether the comment at `offset` holds code. */
export function isConditional(text: string, offset: number): boolean {
  return (
    matchEnd(conditionalComment, text, offset) > offset && matchEnd(sandboxComment, text, offset) === offset
  );
}

/** Where the line ends on which `offset` stands. */
export function lineEndBehind(text: string, offset: number): number {
  lineEnd.lastIndex = offset;
  return lineEnd.test(text) ? lineEnd.lastIndex - 1 : text.length;
}

/**
 * Where an enclosure closes that is open at `from`; -1 when not in this text. A doubled quote closes and opens
 * again, which comes to the same.
 */
export function closingOffset(text: string, from: number, closing: string, escapes: boolean): number {
  let at = text.indexOf(closing, from);
  while (escapes && at >= 0 && isEscaped(text, from, at)) at = text.indexOf(closing, at + 1);
  return at;
}

/** Whether an odd number of backslashes stands before `at`. */
function isEscaped(text: string, from: number, at: number): boolean {
  let first = at;
  while (first > from && text[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}

/** `--` is a comment only before white space or a control character, and at the end of a line. */
const common = '[\'"`#]|--(?=[\\s\\x00-\\x1f]|$)|\\/\\*';
const directive = '\\n(?=[ \\t]*[dD][eE][lL][iI][mM][iI][tT][eE][rR][ \\t]+[^\\s\\w])';
const word = '[@.]?[\\w$\\u0080-\\uffff]+';

/** Where plain code must be looked at: the delimiter, a quote, a comment, the line end before a DELIMITER line. */
export function plainStop(delimiter: string): RegExp {
  return new RegExp(`${delimiter.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}|${common}|${directive}`, 'g');
}

/** The same inside of a conditional comment: there is no delimiter, but an end. */
export const conditionalStop = new RegExp(`${common}|\\*\\/`, 'g');

/** The same with every word and symbol that a stored program's tracker wants to know. */
export const programStop = new RegExp(`${common}|[;():,]|${word}|${directive}`, 'g');
export const conditionalProgramStop = new RegExp(`${common}|\\*\\/|[;():,]|${word}`, 'g');
