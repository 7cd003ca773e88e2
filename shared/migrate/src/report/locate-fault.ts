import type { ServerFault } from '../errors.ts';

/** Longer statements are not searched for names: it would take seconds, and one that occurs once is rare in them. */
const searchedLength = 4_000_000;

/**
 * Where in a statement's text the server saw the fault: an offset, the text's length for "at its end". Undefined when
 * the message does not tell, or fits several places.
 */
export function locateFault(text: string, { errno, message }: ServerFault): number | undefined {
  if (errno === undefined) return undefined;
  if (syntaxErrors.has(errno)) return locateQuotation(text, message);
  if (text.length > searchedLength) return undefined;
  if (errno === 1062 && isInsert(text)) return locateValue(text, firstQuoted(message));
  if (valueErrors.has(errno)) return locateValue(text, firstQuoted(message));
  const name = nameIn(errno, message);
  return name === undefined ? undefined : locateName(text, name);
}

const syntaxErrors: ReadonlySet<number> = new Set([1064, 1149]);

/** They quote a value of a row. */
const valueErrors: ReadonlySet<number> = new Set([1292, 1366, 1367]);

/**
 * They quote first the name that is wrong: database (1007, 1008, 1049), table (1050, 1051, 1109, 1146, 1824, 4092),
 * column (1048, 1052, 1054, 1060, 1072, 1110, 1264, 1406), key (1061, 1091, 1176), function (1128), variable (1193),
 * character set and collation (1115, 1273), engine (1286), type (4161).
 */
const nameErrors: ReadonlySet<number> = new Set([
  ...[1007, 1008, 1048, 1049, 1050, 1051, 1052, 1054, 1060, 1061, 1072, 1091, 1109, 1110, 1115, 1128, 1146],
  ...[1176, 1193, 1264, 1273, 1286, 1406, 1824, 4092, 4161],
]);

function nameIn(errno: number, message: string): string | undefined {
  if (errno === 1305) return /^\w+ (\S+) does not exist/.exec(message)?.[1];
  if (errno === 1062) return / for key '([^']*)'/.exec(message)?.[1];
  return nameErrors.has(errno) ? firstQuoted(message) : undefined;
}

/** MariaDB quotes some names by back-ticks; the apostrophe of "Can't" quotes nothing. */
function firstQuoted(message: string): string | undefined {
  return /['`]([^'`]+)['`]/.exec(message.replace(/^can't/i, ''))?.[1];
}

/**
 * A syntax error quotes the rest of the statement, at most 80 bytes of it (MariaDB ends what it cuts by `...`), and
 * says in which line that begins. Characters outside the basic plane are quoted as `?`.
 */
function locateQuotation(text: string, message: string): number | undefined {
  const [, quoted, line] = / near '([\s\S]*)' at line (\d+)$/.exec(message) ?? [];
  if (quoted === undefined) return undefined;
  if (text.includes('\0')) return onlyOne(occurrences(text, '\0'));
  if (quoted === '') return text.length;
  // A last character that does not fit is left out as a whole.
  const isCut = Buffer.byteLength(quoted) > 76;
  if (!isCut)
    return onlyOne(
      occurrences(text, quoted.trimEnd(), { from: text.length - 2 * quoted.length, atEnd: true }),
    );
  const shown = quoted.replace(/\.\.\.$/, '');
  const { from, to } = lineBounds(text, Number(line));
  return onlyOne(occurrences(text, shown, { from, to })) ?? onlyOne(occurrences(text, shown));
}

interface Range {
  readonly from?: number;
  readonly to?: number;
  /** Only what the text ends with. */
  readonly atEnd?: boolean;
}

/** Where the quotation begins, at most twice. */
function occurrences(
  text: string,
  quoted: string,
  { from = 0, to = Infinity, atEnd = false }: Range = {},
): number[] {
  const pattern = quoted
    .replace(/[.*+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('?', '(?:\\?|[\\ud800-\\udbff][\\udc00-\\udfff])');
  const search = new RegExp(atEnd ? `${pattern}\\s*$` : pattern, 'g');
  search.lastIndex = Math.max(from, 0);
  const found: number[] = [];
  while (found.length < 2) {
    const match = search.exec(text);
    if (!match || match.index > to) break;
    found.push(match.index);
    search.lastIndex = match.index + 1;
  }
  return found;
}

function lineBounds(text: string, line: number): { readonly from: number; readonly to: number } {
  let from = 0;
  for (let number = 1; number < line; number++) {
    const end = text.indexOf('\n', from);
    if (end < 0) break;
    from = end + 1;
  }
  const end = text.indexOf('\n', from);
  return { from, to: end < 0 ? text.length : end };
}

function onlyOne(found: readonly number[]): number | undefined {
  return found.length === 1 ? found[0] : undefined;
}

/** Comments that are not run, texts, quoted names, words and numbers. */
const words =
  /\/\*(?!M?!)[\s\S]*?\*\/|--(?=\s).*|#.*|'[^'\\]*(?:(?:\\[\s\S]|'')[^'\\]*)*'|"[^"\\]*(?:(?:\\[\s\S]|"")[^"\\]*)*"|`[^`]*(?:``[^`]*)*`|[\w$\u0080-\uffff]+/g;

/** The one place of a name that may be qualified: as the server writes it, or without what it put before it. */
function locateName(text: string, name: string): number | undefined {
  const code = text.replaceAll(words, (word) =>
    /^(?:\/\*|--|#|['"])/.test(word) ? ' '.repeat(word.length) : word,
  );
  const parts = name.split('.').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  for (const first of parts.keys()) {
    const path = parts.slice(first).map((part) => `(?:\`${part}\`|${part})`);
    const pattern = `(?<![\\w$.\`\u0080-\uffff])${path.join('\\s*\\.\\s*')}(?![\\w$\`\u0080-\uffff]|\\s*\\.)`;
    const found = [...code.matchAll(new RegExp(pattern, 'gi'))];
    if (found.length > 0) return onlyOne(found.map(({ index }) => index));
  }
  return undefined;
}

/** The one literal that has this value. */
function locateValue(text: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const found = [...text.matchAll(words)].filter(
    ([word]) => word === value || (/^['"]/.test(word) && word.slice(1, -1) === value),
  );
  return onlyOne(found.map(({ index }) => index));
}

function isInsert(text: string): boolean {
  return /^\s*(?:insert|replace)\b[\s\S]*\bvalues?\b/i.test(text);
}
