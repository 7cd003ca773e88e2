import type { Connection } from 'mysql2/promise';
import type { Outcome } from './run-command.ts';

/** What happens to a document's reader between its commands, done to a clone. */
export interface Scenario {
  /** By the name in the document's comment `<!-- try: NAME -->`. A step that cannot cause what it should MUST throw. */
  readonly steps: Readonly<Record<string, (stage: Stage) => Promise<void>>>;
}

/** Where a scenario plays. */
export interface Stage {
  /** The clone. */
  readonly folder: string;
  /** Runs a command at the root of the clone. */
  run(command: string): Promise<Outcome>;
  /** A connection of the private server's administrator; it ends with the document. */
  connect(database?: string): Promise<Connection>;
  /** Sets variables for the commands that follow. */
  setVariables(variables: Readonly<Record<string, string>>): void;
  /** Says that a database was changed in another way than by migrations: it is made anew behind the document. */
  spoil(database: string): void;
  /** Something to end or put back when the document is over; the last one first. */
  defer(cleanup: () => Promise<void>): void;
}

/** Runs a command that must end with the code. @throws Error with what it printed */
export async function expectExit(stage: Stage, exitCode: number, command: string): Promise<string> {
  const { exitCode: actual, output } = await stage.run(command);
  if (actual !== exitCode) throw new Error(`${command} ended with ${actual}, not ${exitCode}.\n${output}`);
  return output;
}
