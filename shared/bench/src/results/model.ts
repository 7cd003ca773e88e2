/** What `results.json` holds. */
import type { ServerKind } from '@nilecare/dev-database';

/** Of several runs. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** What one contestant took. */
export interface ContestantResult {
  readonly name: string;
  readonly version?: string;
  /** Runs that were counted. */
  readonly runs: number;
  /** Seconds. */
  readonly wall?: Spread;
  /** Seconds of processor time, its children's included; medians. */
  readonly user?: number;
  readonly system?: number;
  /** MiB, the highest of all runs. */
  readonly memory?: number;
  /** Medians of what the server counted. */
  readonly queries?: number;
  readonly fsyncs?: number;
  /** Figures that only this row has, such as the seconds of a part; medians. */
  readonly more?: Readonly<Record<string, number>>;
  /** Why there are no figures: the last lines of what the tool printed. */
  readonly failed?: string;
}

/** Where a row was measured; nothing names the machine. */
export interface Machine {
  readonly processor: string;
  readonly processors: number;
  /** GiB. */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
}

/** A server that was measured on. */
export interface MeasuredServer {
  readonly kind: ServerKind;
  readonly version: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** A row on one server. */
export interface RowResult {
  readonly row: string;
  readonly title: string;
  readonly server: MeasuredServer;
  /** As in `2026-11-26`. */
  readonly date: string;
  /** Of the repository; a plus sign says that it was changed. */
  readonly commit: string;
  readonly machine: Machine;
  readonly warmUps: number;
  /** Milliseconds of a delay: what was asked for, and what one query then took longer. */
  readonly roundTrip?: { readonly asked: number; readonly measured: number };
  readonly floor: string;
  readonly contestants: readonly ContestantResult[];
  readonly leftOut: Readonly<Record<string, string>>;
}

/** The file. */
export interface Results {
  readonly rows: readonly RowResult[];
}
