import { inspect } from 'node:util';
import type { EnvironmentProblem } from './environment-error.ts';

/** An environment as Node has it in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An environment together with where each variable stands; `loadEnvironment` makes it. */
export class LoadedEnvironment {
  readonly variables: Environment;
  /** Variable to file name, such as `.env.local`, for those that do not stand in the process environment. */
  readonly origins: Readonly<Record<string, string>>;
  /** What to know about files that were not read, to be told when something is missing. */
  readonly notes: readonly string[];
  /** What is wrong with the files that were read. */
  readonly problems: readonly EnvironmentProblem[];

  constructor(
    variables: Environment,
    origins: Readonly<Record<string, string>> = {},
    { notes = [], problems = [] }: Partial<Pick<LoadedEnvironment, 'notes' | 'problems'>> = {},
  ) {
    this.variables = variables;
    this.origins = origins;
    this.notes = notes;
    this.problems = problems;
  }

  /** The names alone, because nobody knows yet which values are secret. */
  toJSON(): readonly string[] {
    return Object.keys(this.variables);
  }

  [inspect.custom](): string {
    return `LoadedEnvironment { ${this.toJSON().join(', ')} }`;
  }
}

/** A variable as it was given, and where. */
export interface Given {
  readonly text: string;
  /** `environment`, the name of a `.env` file, `DATABASE_URL`, or `file` and the path of a secret. */
  readonly origin: string;
  /** Absolute path of the file that the text was read from. */
  readonly file?: string;
  /** How a message calls it when it was not given under its own name. */
  readonly alias?: { readonly variable: string; readonly subject: string };
}

/** All variables that are set, by name. */
export type GivenVariables = ReadonlyMap<string, Given>;

/** The variables of an environment; one set to nothing is among them, with an empty text. */
export function givenVariables(environment: Environment | LoadedEnvironment): GivenVariables {
  const { variables, origins } = asLoaded(environment);
  const entries = Object.entries(variables).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, { text, origin: originOf(name, origins) }] as const],
  );
  return new Map(entries);
}

/** A variable may be called `constructor`. */
function originOf(name: string, origins: LoadedEnvironment['origins']): string {
  return (Object.hasOwn(origins, name) ? origins[name] : undefined) ?? 'environment';
}

/** A plain environment counts as that of the process. */
export function asLoaded(environment: Environment | LoadedEnvironment): LoadedEnvironment {
  return environment instanceof LoadedEnvironment ? environment : new LoadedEnvironment(environment);
}

/** Whether a variable is set to something. */
export function isSet(given: GivenVariables, variable: string): boolean {
  return (given.get(variable)?.text ?? '') !== '';
}
