/** How a step ended; `left out` is what only GitHub can do. */
export type StepOutcome = 'success' | 'failure' | 'skipped' | 'left out';

/** One line of the table. */
export interface StepResult {
  /** Steps of a local action stand behind its own name. */
  readonly name: string;
  readonly outcome: StepOutcome;
  /** Why, where that is not plain. */
  readonly note?: string;
  readonly seconds: number;
}

/** How a job, or one combination of its matrix, ended. */
export interface JobResult {
  readonly id: string;
  /** As GitHub shows it. */
  readonly name: string;
  readonly outcome: 'success' | 'failure' | 'skipped' | 'not possible';
  /** Why it was skipped, not possible, or failed before its first step. */
  readonly reason?: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepResult[];
}

/** The result of all combinations of a job together, as `needs.<job>` has it. */
export function together(results: readonly JobResult[]): JobResult['outcome'] {
  const has = (outcome: JobResult['outcome']) => results.some((result) => result.outcome === outcome);
  if (has('failure')) return 'failure';
  if (has('not possible')) return 'not possible';
  return has('success') ? 'success' : 'skipped';
}
