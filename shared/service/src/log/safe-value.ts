import { safeError } from './safe-error.ts';

const hidden = '***';

/** How deep values are copied, how long texts and lists are: a log line is no dump. */
const deepest = 8;
const longestText = 4000;
const longestList = 100;

/** Names of things that are secrets, whatever stands before or behind, as in `DB_ADMIN_PASSWORD` or `x-api-key`. */
const secretName =
  /passw|passphrase|secret|token|authori[sz]ation|cookie|api[-_]?key|private[-_]?key|credential|bearer|jwt|^raw-?headers$|^sql$|^pwd$|^pass$/i;

/** A copy of a value for the log: secrets by name hidden at any depth, errors without SQL, cycles cut. Never throws. */
export function safeValue(value: unknown, name = ''): unknown {
  return copy(value, name, []);
}

/**
 * A text for the log without what reads like a secret in it: user and password of URLs, parameters of queries,
 * passwords of account statements, tokens of headers.
 */
export function safeText(text: string): string {
  // A line is JSON already, so a raw double quote ends a text and must stay.
  return (
    text
      .replace(/(?<![a-z\d+.-])([a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#"']{1,400}@/gi, `$1${hidden}@`)
      .replace(
        /([?&;][^=&\s"'?;]{0,40}(?:passw|secret|token|key|auth)[^=&\s"']{0,40}=)[^&\s"'\\]+/gi,
        `$1${hidden}`,
      )
      .replace(/\b([\w-]{0,40}(?:passw(?:or)?d|secret|token|api[-_]?key)=)[^&\s"'\\]+/gi, `$1${hidden}`)
      // A JSON text in a message; its quotes are escaped in the line.
      .replace(
        /(\\"[^"\\]{0,40}(?:passw|secret|token|authori[sz]ation|api[-_]?key)[^"\\]{0,40}\\"\s{0,9}:\s{0,9}\\")(?:\\\\\\"|(?!\\")[^"])*/gi,
        `$1${hidden}`,
      )
      .replace(/\b(bearer|basic)(\s+)(?=[^\s"]*[\d=._-])[\w.~+/=-]{8,}/gi, `$1$2${hidden}`)
      .replace(/(identified\s[^'"\\]{0,200}|password\s*[=(]\s*)'(?:\\.|[^'"\\])*'/gi, `$1'${hidden}'`)
      .replace(/(identified\s[^'"\\]{0,200}|password\s*[=(]\s*)\\"(?:(?!\\")[^"])*\\"/gi, `$1'${hidden}'`)
  );
}

function copy(value: unknown, name: string, above: readonly object[]): unknown {
  if (value === null || value === undefined) return value;
  if (secretName.test(name)) return hidden;
  if (typeof value === 'string')
    return value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  if (typeof value !== 'object') return typeof value === 'function' ? undefined : value;
  if (above.includes(value)) return '[circular]';
  if (above.length >= deepest) return '[deep]';
  try {
    return copyObject(value, [...above, value]);
  } catch {
    // A getter, a proxy or toJSON threw.
    return '[unreadable]';
  }
}

function copyObject(value: object, above: readonly object[]): unknown {
  if (value instanceof Error) return safeError(value, (inner, name) => copy(inner, name, above));
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (hasOwnJson(value)) return copy(value.toJSON(), '', above);
  if (Array.isArray(value)) return value.slice(0, longestList).map((entry) => copy(entry, '', above));
  const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
  return Object.fromEntries(
    entries.slice(0, longestList).map(([key, entry]) => [String(key), copy(entry, String(key), above)]),
  );
}

/** Such as a Secret, which shows itself as `***`. */
function hasOwnJson(value: object): value is { toJSON(): unknown } {
  return typeof (value as { toJSON?: unknown }).toJSON === 'function';
}
