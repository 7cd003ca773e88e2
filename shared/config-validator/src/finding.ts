import type { EnvironmentProblem } from './environment-error.ts';
import type { GivenVariables } from './environment.ts';

/** What was noticed about a variable: an error refuses the environment, a warning is only told. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly variable: string;
  /** Continues the variable's name: "is not set."; never contains the value. */
  readonly predicate: string;
  /** What stands before the predicate; default: the name by which the variable was given. */
  readonly subject?: string;
}

/** Something that refuses the environment. */
export function error(variable: string, predicate: string): Finding {
  return { severity: 'error', variable, predicate };
}

/** Something that should be looked at. */
export function warning(variable: string, predicate: string): Finding {
  return { severity: 'warning', variable, predicate };
}

/** The findings of one severity as problems, each under the name by which the variable was given. */
export function problemsOf(
  findings: readonly Finding[],
  severity: Finding['severity'],
  given: GivenVariables,
): EnvironmentProblem[] {
  return findings
    .filter((finding) => finding.severity === severity)
    .map(({ variable, predicate, subject }) => {
      const alias = given.get(variable)?.alias ?? { variable, subject: variable };
      return { variable: alias.variable, message: `${subject ?? alias.subject} ${predicate}` };
    });
}
