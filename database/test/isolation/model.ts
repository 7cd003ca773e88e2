import type { ServerKind } from '@nilecare/dev-database/testing';

/**
 * The nouns of the isolation test.
 *
 * *actor* one of the map's users with a session of its own · *thing* what an actor tries, as SQL, with the number of the
 * error that must come of it · *home* the database of the actor's service · *there* the database that is tried ·
 * *cell* what came of one thing for one actor · *row* one line of the matrix.
 */

/** The number of a server's error, the same on both kinds or not; 0: the statement succeeds. */
export type Errno = number | Readonly<Record<ServerKind, number>>;

/** What the text of a statement depends on. */
export interface Place {
  readonly kind: ServerKind;
  /** The user that tries. */
  readonly user: string;
  readonly home: string;
  readonly there: string;
  /** The user that rules `there`, in whose name its views and routines are made. */
  readonly owner: string;
  /** Home with `X` for its `_`, which a grant that is not escaped would open. */
  readonly neighbour: string;
  /** Name of an account that does not matter to anybody. */
  readonly mate: string;
  /** Number of a connection of the administrator. */
  readonly victim: number;
  /** Where the server may write files. */
  readonly folder: string;
}

/** Something to try. The first of `sql` must succeed, the last one is what counts. */
export interface Thing {
  readonly name: string;
  readonly sql: (place: Place) => readonly string[];
  /** What a service must be answered, where the database is not its own. */
  readonly service: Errno;
  /** What the reader must be answered; default: the same. */
  readonly reader?: Errno;
  /** What a run-time account must be answered in its own database, or from it; default: as in another one. */
  readonly runtime?: Errno;
  /** What the administrator is answered; default: 0. Another number says that its rights were enough. */
  readonly administrator?: Errno;
  /** What the administrator does before and after each try that can succeed. */
  readonly prepare?: (place: Place) => readonly string[];
  readonly clean?: (place: Place) => readonly string[];
  /** The only kind of server that knows the statement. */
  readonly only?: ServerKind;
  /** The administrator does it once, because there is no server after it. */
  readonly ends?: true;
  /** Who does it only on a server that is the test's own, because it would disturb another or needs its settings. */
  readonly ownServer?: 'administrator' | 'everybody';
}

/** The number for this kind of server. */
export function errnoFor(errno: Errno, kind: ServerKind): number {
  return typeof errno === 'number' ? errno : errno[kind];
}

/** What came of one thing for one actor, in words: the number of an error, or `may`. */
export interface Cell {
  readonly expected: string;
  readonly got: string;
  /** How often it was tried: in several databases, for one. */
  readonly tries: number;
}

/** What came of one thing for every actor that it concerns. */
export interface Row {
  /** As in `MariaDB 10.11.19`. */
  readonly server: string;
  readonly group: Group;
  readonly thing: string;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** Where a thing is tried. */
export type Group =
  'in another database' | 'from its own into another' | 'on the server' | 'in its own database';

declare module 'vitest' {
  interface TaskMeta {
    isolation?: Row;
  }
}
