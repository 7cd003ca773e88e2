/** What is wrong with one variable. */
export interface EnvironmentProblem {
  readonly variable: string;
  /** A sentence that names the variable and never contains its value. */
  readonly message: string;
}

/** The problem whose sentence is the variable's name and what is said about it. */
export function problem(variable: string, predicate: string): EnvironmentProblem {
  return { variable, message: `${variable} ${predicate}` };
}

/** Thrown when an environment is refused; carries every problem found, sorted by variable. */
export class EnvironmentError extends Error {
  readonly code = 'ENVIRONMENT_INVALID';
  readonly problems: readonly EnvironmentProblem[];

  /** @param subject whose environment it is, for the first line of the message, such as `auth-service` */
  constructor(subject: string, problems: readonly EnvironmentProblem[]) {
    const sorted = [...problems].sort(byVariable);
    super(message(subject, sorted));
    this.name = 'EnvironmentError';
    this.problems = Object.freeze(sorted);
  }
}

function byVariable(left: EnvironmentProblem, right: EnvironmentProblem): number {
  return compare(left.variable, right.variable) || compare(left.message, right.message);
}

/** By code unit, so that the order does not depend on the machine's locale. */
function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function message(subject: string, problems: readonly EnvironmentProblem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [
    `The environment of ${subject} has ${count}:`,
    ...problems.map(({ message }) => `  ${message}`),
    'Set them in the process environment or in the .env file; .env.example explains each variable.',
  ].join('\n');
}
