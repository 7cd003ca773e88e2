/**
 * What a session holds that the statements of a script may depend on, kept in the journal so that another session can go
 * on in the middle of the script.
 */

/** A value of a user variable, exactly. */
export type VariableValue =
  | { readonly type: 'null' }
  /** As the server writes it, with all its digits. */
  | { readonly type: 'integer' | 'unsigned' | 'decimal' | 'double'; readonly text: string }
  /** Bytes in hexadecimal digits; `binary` in both for a binary string. */
  | { readonly type: 'string'; readonly hex: string; readonly charset: string; readonly collation: string }
  /** Not kept. */
  | { readonly type: 'too long' };

/** A value of a system variable. */
export type SettingValue =
  | { readonly type: 'null' }
  | { readonly type: 'number'; readonly text: string }
  | { readonly type: 'string'; readonly hex: string };

/** The state of a session at a border of two segments. */
export interface SessionSnapshot {
  /** Number of the statement in front of which it was taken. */
  readonly before: number;
  /** The current schema; null when there is none, as behind DROP DATABASE. */
  readonly schema: string | null;
  /** LAST_INSERT_ID(), decimal digits: it may be above 2^53. */
  readonly lastInsertId: string;
  /** What SET ROLE takes; absent where the script sets none. */
  readonly role?: string;
  /** System variables of the session, autocommit among them, by name in lower case. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** User variables by name in lower case, without `@`. */
  readonly variables: Readonly<Record<string, VariableValue>>;
}

/** JSON in ASCII, so that no character set can change it. */
export function writeSnapshot(snapshot: SessionSnapshot): string {
  return JSON.stringify(snapshot).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Reads what {@link writeSnapshot} wrote. All of it becomes part of SQL, so that nothing is taken that is not exactly of
 * its form.
 *
 * @returns undefined when it is not a snapshot
 */
export function readSnapshot(text: string): SessionSnapshot | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isSnapshot(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isSnapshot(value: unknown): value is SessionSnapshot {
  if (!isFields(value)) return false;
  const { before, schema, lastInsertId, role, settings, variables } = value;
  return (
    Number.isSafeInteger(before) &&
    (schema === null || typeof schema === 'string') &&
    matches(lastInsertId, /^\d+$/) &&
    (role === undefined || typeof role === 'string') &&
    isFields(settings) &&
    Object.entries(settings).every(([name, setting]) => /^\w+$/.test(name) && isSetting(setting)) &&
    isFields(variables) &&
    Object.values(variables).every(isVariable)
  );
}

const number = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const hexadecimal = /^(?:[\da-f]{2})*$/i;

function isSetting(value: unknown): boolean {
  if (!isFields(value)) return false;
  switch (value['type']) {
    case 'null':
      return true;
    case 'number':
      return matches(value['text'], number);
    case 'string':
      return matches(value['hex'], hexadecimal);
    default:
      return false;
  }
}

function isVariable(value: unknown): boolean {
  if (!isFields(value)) return false;
  switch (value['type']) {
    case 'null':
    case 'too long':
      return true;
    case 'integer':
    case 'unsigned':
    case 'decimal':
    case 'double':
      return matches(value['text'], number);
    case 'string':
      return (
        matches(value['hex'], hexadecimal) &&
        matches(value['charset'], /^\w+$/) &&
        matches(value['collation'], /^\w+$/)
      );
    default:
      return false;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}
