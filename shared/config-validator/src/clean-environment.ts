import {
  customCleanEnv,
  EnvMissingError,
  type OptionalValidatorSpec,
  type RequiredValidatorSpec,
  type ValidatorSpec,
} from 'envalid';
import { EnvironmentError, problem, type EnvironmentProblem } from './environment-error.ts';

/** An environment as Node has it in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variable name to envalid validator; one with a `default` key is optional. */
export type Specs = Readonly<Record<string, ValidatorSpec<unknown>>>;

/** The typed values that belong to a set of specs. */
export type Cleaned<S> = {
  readonly [K in keyof S]: S[K] extends OptionalValidatorSpec<infer U>
    ? U | undefined
    : S[K] extends RequiredValidatorSpec<infer U>
      ? U
      : never;
};

/**
 * Rules that look at several variables; a variable that already has a problem is undefined in `values`.
 * `environment` is the text of all, for what it matters only whether something is set.
 */
export type Rules<S> = (
  values: Partial<Cleaned<S>>,
  environment: Environment,
) => readonly EnvironmentProblem[];

/**
 * Reads the variables named in `specs` from `environment` and returns them typed and frozen.
 * An optional variable that is set to nothing (`DB_SOCKET=`) counts as not set.
 * @param subject whose environment it is, for the error's first line
 * @throws {EnvironmentError} with the problems of single variables and of `rules`, all at once
 */
export function cleanEnvironment<const S extends Specs>(
  environment: Environment,
  subject: string,
  specs: S,
  rules: Rules<S>,
): Cleaned<S> {
  const given = withoutEmptyOptionals(environment, specs);
  const cleaned = customCleanEnv(given, specs, (values) => ({ ...(values as object) }), {
    // Envalid's default reporter prints values and ends the process.
    reporter: ({ errors, env }) => {
      const single = problemsOf(errors, given);
      const together = rules(env as Partial<Cleaned<S>>, environment).filter(
        ({ variable }) => errors[variable] === undefined,
      );
      const problems = [...single, ...together];
      if (problems.length > 0) throw new EnvironmentError(subject, problems);
    },
  });
  return cleaned as Cleaned<S>;
}

function withoutEmptyOptionals(environment: Environment, specs: Specs): Environment {
  const entries = Object.entries(specs).flatMap(([variable, spec]) => {
    const value = environment[variable];
    const isUnset = value === undefined || (value === '' && 'default' in spec);
    return isUnset ? [] : [[variable, value] as const];
  });
  return Object.fromEntries(entries);
}

function problemsOf(errors: Partial<Record<string, Error>>, given: Environment): EnvironmentProblem[] {
  return Object.entries(errors).flatMap(([variable, error]) => {
    if (error === undefined) return [];
    if (error instanceof EnvMissingError) return [problem(variable, 'is not set.')];
    return [problem(variable, given[variable] === '' ? 'is empty.' : error.message)];
  });
}
