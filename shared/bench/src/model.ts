/**
 * The nouns of this package.
 *
 * *tool* a program that brings a schema to its newest version · *row* one kind of work, of which tools are compared ·
 * *contestant* a tool in a row · *run* one process of a contestant, measured as a whole · *round* one run of each
 * contestant · *floor* the contestant of a row that the others are compared with · *figures* what a run took.
 */
import type { ServerKind, TestServer } from '@nilecare/dev-database';
import type { Environment } from './process/environment.ts';

/** A process to start; without a shell. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Variables beside those that every process gets; passwords belong here where a program takes them so. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: the folder of the measurement. */
  readonly folder?: string;
  /** File that it reads as its standard input; default: none. */
  readonly input?: string;
}

/** What one process took. */
export interface Figures {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null;
  /** Seconds from the start of the process to its end. */
  readonly wall: number;
  /** Seconds of processor time, those of its children included; undefined where the system does not tell. */
  readonly user?: number;
  readonly system?: number;
  /** MiB: the resident memory of the process and its children together, at its highest; Linux only. */
  readonly memory?: number;
}

/** What a server counted during a run. */
export interface Counters {
  /** Statements and prepares, as `Questions` and `Com_stmt_prepare` count them. */
  readonly queries: number;
  /** Of data files and log together, as `Innodb_data_fsyncs` counts them. */
  readonly fsyncs: number;
}

/** One process, with everything it needs at hand. */
export interface PreparedRun {
  readonly command: Command;
  /**
   * Looks whether the work was done, and tells figures of its own.
   *
   * @throws Error that says what is missing
   */
  readonly check: (outputFile: string) => Promise<Readonly<Record<string, number>> | undefined>;
  /** Removes what the run was given. */
  readonly remove: () => Promise<void>;
}

/** A tool in a row. */
export interface Contestant {
  readonly name: string;
  /** Of the program; undefined when it does not say. */
  readonly version?: string;
  /**
   * Makes what one run needs, outside of the measured time.
   *
   * @throws Error: the contestant fails, and the others go on
   */
  prepareRun(): Promise<PreparedRun>;
}

/** A row made ready on one server. */
export interface PreparedRow {
  readonly contestants: readonly Contestant[];
  /** Tools that are left out, by name, and why. */
  readonly leftOut: Readonly<Record<string, string>>;
  /** Removes what the row was given. */
  readonly remove: () => Promise<void>;
}

/** A row, which can be made ready on a server. */
export interface Row {
  /** As `--only` takes it. */
  readonly id: string;
  readonly title: string;
  /** Name of the contestant that the others are compared with. */
  readonly floor: string;
  /** Whether it is measured when `--only` is not given. */
  readonly selection: 'default' | 'on demand';
  /** Kinds of servers that it is measured on; default: each. */
  readonly servers?: readonly ServerKind[];
  /** Upper limit of runs, for rows that take long; default: none. */
  readonly mostRuns?: number;
  /** Runs of each contestant that are not counted; default 1. */
  readonly warmUps?: number;
  /** Seconds that a round takes on two cores, for the first estimate. */
  readonly roundSeconds: number;
  /** Seconds that it takes to make it ready. */
  readonly prepareSeconds: number;
  /** `no` where the processes use servers of their own, so that nothing is to be counted; default: `yes`. */
  readonly usesServer?: 'yes' | 'no';
  /** Milliseconds of a delay between tools and server; default: none. */
  readonly roundTrip?: number;
  prepare(setting: Setting): Promise<PreparedRow>;
}

/** Sends one statement; `?` stands for values. */
export type Query = (
  sql: string,
  values?: readonly unknown[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** Where a row is measured. */
export interface Setting {
  /** As the tools reach it, perhaps through a delay. */
  readonly server: TestServer;
  readonly kind: ServerKind;
  /** Past any delay. */
  readonly query: Query;
  /** Empty folder that is removed when the program ends. */
  readonly folder: string;
  /** Of the repository. */
  readonly root: string;
  /** The tools at hand. */
  readonly tools: Readonly<Record<string, Tool>>;
  /** Tools that `--without` leaves out. */
  readonly without: readonly string[];
  /** Of every process that is measured. */
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** What a tool is asked to do. */
export type Action = 'migrate' | 'info' | 'validate';

/** On what. */
export interface Target {
  readonly server: TestServer;
  readonly schema: string;
  /** Of its migrations, in its own format. */
  readonly folder: string;
}

/** A migration, before a tool's format. */
export interface Migration {
  /** From 1. */
  readonly number: number;
  readonly statements: readonly string[];
}

/** How the files of some tools look. */
export interface Format {
  readonly id: string;
  /** Name and text of the file of a migration. */
  file(migration: Migration): readonly [name: string, text: string];
}

/** A program that is measured. */
export interface Tool {
  readonly name: string;
  readonly version?: string;
  readonly format: Format;
  /** Kinds of servers that it does not run on, and why. */
  readonly refuses?: Partial<Readonly<Record<ServerKind, string>>>;
  /** Undefined when the tool knows no such action. */
  command(action: Action, target: Target): Command | undefined;
}

/** A wrong option, a missing tool: a matter of the user. The message is the whole sentence. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
}
