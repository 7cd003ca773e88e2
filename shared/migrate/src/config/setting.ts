/** A value that was understood, or a sentence part (`must be …`) that says what was expected instead. */
export type Parsed<Value> = { readonly value: Value } | { readonly expected: string };

/** One setting that this engine honours: how it is read, whatever its source. */
export interface Setting<Value> {
  /** One line for the usage text. */
  readonly description: string;
  readonly default: Value;
  readonly parse: (text: string) => Parsed<Value>;
  /** The value is, or may hold, a password: never shown. */
  readonly secret?: true;
  /** Not one of Flyway's settings. */
  readonly extension?: true;
  /** Several values: an array in TOML, separated by commas elsewhere. */
  readonly isList?: true;
  /** Accepted on the command line only. */
  readonly flagOnly?: true;
  /**
   * Its variable where that is not `FLYWAY_<NAME>`. Accepted there and on the command line only: `.conf` files are
   * read by Flyway too, which refuses names that it does not know.
   */
  readonly variable?: string;
}

export function text<Default extends string | undefined>(
  fallback: Default,
  description: string,
): Setting<string | Default> {
  return { description, default: fallback, parse: (value) => ({ value }) };
}

/** A text of which an empty one makes no sense. */
export function filledText(fallback: string, description: string): Setting<string> {
  return {
    ...text<string>(fallback, description),
    parse: (value) => (value === '' ? { expected: 'must not be empty' } : { value }),
  };
}

/** `true` or `false` in any case, as Flyway has it; nothing else. */
export function flag(fallback: boolean, description: string): Setting<boolean> {
  return { description, default: fallback, parse: parseFlag };
}

function parseFlag(written: string): Parsed<boolean> {
  const word = written.toLowerCase();
  return word === 'true' || word === 'false'
    ? { value: word === 'true' }
    : { expected: 'must be true or false' };
}

/** A whole number from `lowest` to what fits into Java's int, so that Flyway can read the same file. */
export function integer(fallback: number, lowest: number, description: string): Setting<number> {
  const parse = (written: string): Parsed<number> => {
    const value = Number(written);
    const valid = /^-?\d+$/.test(written) && value >= lowest && value <= 2_147_483_647;
    return valid ? { value } : { expected: `must be a whole number from ${lowest}` };
  };
  return { description, default: fallback, parse };
}

/** Parts between commas; blanks around them and empty parts are dropped, as Flyway does. */
export function list(fallback: readonly string[], description: string): Setting<readonly string[]> {
  return {
    description,
    default: fallback,
    isList: true,
    parse: (written) => ({ value: splitList(written) }),
  };
}

/** A list that must have at least one part. */
export function filledList(fallback: readonly string[], description: string): Setting<readonly string[]> {
  return {
    ...list(fallback, description),
    parse: (written) => {
      const value = splitList(written);
      return value.length > 0 ? { value } : { expected: 'must not be empty' };
    },
  };
}

export function splitList(written: string): readonly string[] {
  return written
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
