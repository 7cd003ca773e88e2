import type { Variables } from '../passwords/resolve-secret.ts';
import type { Terminal } from './terminal.ts';

/** What surrounds one run of the program. */
export interface Surroundings {
  readonly root: string;
  readonly version: string;
  readonly environment: Variables;
  readonly terminal: Terminal;
  /** Prints one text with a line feed to standard output. */
  readonly print: (text: string) => void;
  /** From the first call on, Ctrl-C and SIGTERM abort this signal instead of ending the process; twice ends it. */
  readonly stopSignal: () => AbortSignal;
}
