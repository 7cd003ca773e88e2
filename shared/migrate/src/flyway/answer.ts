import { EngineError } from '../engine-errors.ts';

/** What Flyway answered in JSON. */
export type Answer = Readonly<Record<string, unknown>>;

/**
 * Reads what Flyway wrote to standard output; with `-X`, other lines stand before the object.
 *
 * @throws EngineError when it is not one JSON object
 */
export function parseAnswer(output: string): Answer {
  const start = output.search(/^\{/m);
  try {
    const answer: unknown = JSON.parse(start < 0 ? '' : output.slice(start));
    if (typeof answer === 'object' && answer !== null) return answer as Answer;
  } catch {
    // Told below.
  }
  throw new EngineError({ kind: 'unreadable', output: output.trim() });
}

/** Whether a `validate` failed: Flyway's exit code is 0 then, as long as it answers in JSON. */
export function isInvalid(answer: Answer): boolean {
  const { individualResults: several } = answer;
  const results = Array.isArray(several) ? (several as readonly Answer[]) : [answer];
  return results.some(
    ({ operation, validationSuccessful }) => operation === 'validate' && validationSuccessful === false,
  );
}
