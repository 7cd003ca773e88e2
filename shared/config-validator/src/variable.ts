import type { ExactValidator, ValidatorSpec } from 'envalid';

/** What people read about a variable: in `.env.example`, in docs/environment.md, in tables. */
export interface Description {
  /** Heading that the variable stands below. */
  readonly section: string;
  /** What it is for and what it may be, in whole sentences. */
  readonly about: string;
  /** What to know about it for safety's sake. */
  readonly security?: string;
  /** The value is never shown, and NAME_FILE may name a file that it is read from. */
  readonly secret?: true;
  /** The value is never shown, because it may contain a secret. */
  readonly hidden?: true;
  /** Value in `.env.example`; without one the variable is commented out there. */
  readonly example?: string;
  /** In place of "Required." or "Optional.", when that depends on other variables. */
  readonly needs?: string;
  /** The default in words, when it depends on other variables. */
  readonly defaultText?: string;
}

/** One variable: how it is read, and its description. */
export interface Variable<T = unknown> extends Description {
  /** For envalid; one with a `default` key may be left out. */
  readonly spec: ValidatorSpec<T>;
  readonly presence: 'required' | 'optional' | 'default';
}

/** Variables by name: the one table that validation, `.env.example`, display and documentation are derived from. */
export type Variables = Readonly<Record<string, Variable>>;

/** The typed values that belong to a table of variables. */
export type Values<V extends Variables> = {
  readonly [K in keyof V]: ReturnType<V[K]['spec']['_parse']>;
};

/** A variable that must be set. */
export function required<T>(kind: ExactValidator<T>, description: Description): Variable<T> {
  return { ...description, spec: kind(), presence: 'required' };
}

/** A variable that may be left out; its value is undefined then. */
export function optional<T>(kind: ExactValidator<T>, description: Description): Variable<T | undefined> {
  const spec = kind({ default: undefined }) as ValidatorSpec<T | undefined>;
  return { ...description, spec, presence: 'optional' };
}

/**
 * A variable that has a value when it is left out.
 * @param text the default as one would write it; it is read as if it were given
 */
export function withDefault<T>(
  kind: ExactValidator<T>,
  text: string,
  description: Omit<Description, 'defaultText'>,
): Variable<T> {
  const value = kind()._parse(text) as NonNullable<T>;
  return { ...description, spec: kind({ default: value }), presence: 'default', defaultText: text };
}
