import type { Position } from './position.ts';

/** What is to be said of a script before anything of it is sent. */
export interface ScriptRemark extends Position {
  /** `error` keeps the script from being run; after a `warning` it runs, as with Flyway. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
}
