/** What keeps Flyway's command line from doing the work. What it says itself is not among them: that is handed on. */
import { MigrateError } from './errors.ts';

/** Why there is no answer of Flyway. */
export type EngineProblem =
  /** `looked` in the order it was looked; `install` is why node-flyway brought none. */
  | { readonly kind: 'no-flyway'; readonly looked: readonly string[]; readonly install: string }
  /** FLYWAY_HOME names a folder that holds no Flyway. */
  | { readonly kind: 'wrong-home'; readonly home: string; readonly expected: string }
  | { readonly kind: 'no-java'; readonly executable: string; readonly looked: readonly string[] }
  | { readonly kind: 'no-start'; readonly executable: string; readonly reason: string }
  /** Seconds. */
  | { readonly kind: 'timeout'; readonly seconds: number }
  /** What came instead of JSON, without secrets. */
  | { readonly kind: 'unreadable'; readonly output: string };

/** Flyway's command line was not found, did not start, did not end in time, or was not understood. */
export class EngineError extends MigrateError {
  readonly code: 'ENGINE_NOT_FOUND' | 'ENGINE_TIMEOUT' | 'ENGINE_FAILED';
  readonly problem: EngineProblem;
  constructor(problem: EngineProblem, options?: { readonly cause?: unknown }) {
    super(problem.kind, options);
    this.code = codes[problem.kind];
    this.problem = problem;
  }
}

const codes = {
  'no-flyway': 'ENGINE_NOT_FOUND',
  'wrong-home': 'ENGINE_NOT_FOUND',
  'no-java': 'ENGINE_NOT_FOUND',
  'no-start': 'ENGINE_FAILED',
  timeout: 'ENGINE_TIMEOUT',
  unreadable: 'ENGINE_FAILED',
} as const;
