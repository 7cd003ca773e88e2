/**
 * One case is a folder of `cases/<group>/`: `case.json`, the files that it names, and beside them what the real Flyway
 * answered (`flyway.json`, or one for each kind of server where the answers differ).
 */
import type { ServerKind } from '@nilecare/dev-database/testing';

/** `case.json`, checked. */
export interface Case {
  /** `<group>/<folder>`. */
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** A sentence about behaviour. */
  readonly title: string;
  /** Flyway's settings, or the topics, that the case is about; the printed table counts by them. */
  readonly about: readonly string[];
  /** What is done, in order. */
  readonly steps: readonly Step[];
  /** Kinds of server on which it makes sense; default: both. */
  readonly servers: readonly ServerKind[];
  /** Whether the schema is there before the first step; default: created. */
  readonly schema: 'created' | 'missing';
  /** Where this engine differs on purpose. */
  readonly differs: readonly DeliberateDifference[];
}

/** `migrate -target=2`, `sql before.sql`, `add second`, `remove V1__a.sql`, as they stand in `case.json`. */
export type Step =
  /** A command with its flags; its answer is compared. */
  | { readonly kind: 'command'; readonly args: readonly string[] }
  /** Statements of a file of the case, each on lines of its own and ended by `;;`, sent by an administrator. */
  | { readonly kind: 'sql'; readonly file: string }
  /** Files of a folder of the case, put over those that are there. */
  | { readonly kind: 'add'; readonly folder: string }
  /** A migration file, taken away. */
  | { readonly kind: 'remove'; readonly file: string };

/** One value of the answers that is another one here, and why it is better so. */
export interface DeliberateDifference {
  /** As in `commands[1].exitCode`; `*` stands for any index or key. What lies below it is covered as well. */
  readonly path: string;
  /** The only command of which it holds, as in `validate`; default: all. */
  readonly command?: string;
  /** What Flyway answers there; default: anything. */
  readonly flyway?: unknown;
  /** What this engine answers there; default: anything that Flyway does not. */
  readonly native?: unknown;
  readonly reason: string;
}

/** Everything that is compared. Times, versions, paths of the machine, names of schema and user are taken out. */
export interface Answers {
  readonly commands: readonly CommandAnswer[];
  /** What is in each schema of the case at the end, the history left out. */
  readonly schemas: Readonly<Record<string, Snapshot>>;
}

export interface CommandAnswer {
  readonly command: string;
  readonly exitCode: number;
  /** What was printed as JSON; messages and warnings, which each tool words in its own way, are left out. */
  readonly json: unknown;
  /** `rank | version | description | type | script | checksum | installed by | success`; null without a table. */
  readonly history: readonly string[] | null;
}

/** Objects of a schema by kind and name, and the rows of its tables. */
export interface Snapshot {
  readonly objects: Readonly<Record<string, unknown>>;
  readonly rows: Readonly<Record<string, readonly string[]>>;
}
