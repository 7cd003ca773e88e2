/** What is wrong with one variable. */
export interface EnvironmentProblem {
  readonly variable: string;
  /** A sentence that names the variable and never contains its value. */
  readonly message: string;
}

/** Thrown when an environment is refused; carries every problem found. */
export class EnvironmentError extends Error {
  readonly code = 'ENVIRONMENT_INVALID';
  readonly problems: readonly EnvironmentProblem[];

  /**
   * @param subject whose environment it is, for the first line of the message, such as `auth-service`
   * @param problems in the order in which they are told
   * @param notes what to know about `.env` files that were not read
   */
  constructor(subject: string, problems: readonly EnvironmentProblem[], notes: readonly string[] = []) {
    super(text(subject, problems, notes));
    this.name = 'EnvironmentError';
    this.problems = Object.freeze([...problems]);
  }
}

function text(subject: string, problems: readonly EnvironmentProblem[], notes: readonly string[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [
    `The environment of ${subject} has ${count}:`,
    ...problems.map(({ message }) => `  ${message}`),
    ...notes,
    'Set them in the process environment or in the .env file; .env.example explains each variable.',
  ].join('\n');
}
