/** What is wrong with one variable. The message never contains the variable's value. */
export interface EnvironmentProblem {
  readonly variable: string;
  readonly message: string;
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
    ...problems.map(({ variable, message }) => `  ${variable} ${message}`),
    'Set them in the process environment or in the .env file; .env.example explains each variable.',
  ].join('\n');
}
