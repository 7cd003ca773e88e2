/**
 * The nouns of this package.
 *
 * *binary* a server program that can be run here · *candidate* a binary, or a step that could provide one ·
 * *private server* the developer's own server, described by `.nilecare/` at the repository's root ·
 * *throw-away server* a server for tests, gone with the process that started it · *template* an initialised,
 * never used data directory that throw-away servers copy · *administrator* `root`@`localhost` of such a server.
 */

/** The two families of servers that NileCare runs on. */
export type ServerKind = 'mariadb' | 'mysql';

/** Receives sentences about what is going on; nothing in this package prints by itself. */
export type Progress = (message: string) => void;

/** The environment variables of the process, read at the border and handed on. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A server program that can be run on this machine. */
export interface ServerBinary {
  readonly kind: ServerKind;
  /** Dotted version, such as `10.11.19`. */
  readonly version: string;
  /** The server program itself, for people to read. */
  readonly program: string;
  /** What to spawn: the program, or a loader that runs it with libraries of its own. */
  readonly command: string;
  /** Arguments of `command` that come before the server's own. */
  readonly prefix: readonly string[];
  /** The server's `--basedir`. */
  readonly basedir: string;
  /** Folder of the error messages and system-table scripts, when it is known. */
  readonly shareDirectory?: string;
  /** Folder of the plug-ins, when it is not where the program was built to look. */
  readonly pluginDirectory?: string;
}

/** Where a server listens and as whom to come. */
export interface ServerAddress {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Unix socket; absent on Windows. */
  readonly socketPath?: string;
  readonly user: string;
  readonly password: string;
}

/** Where the files of one server lie. */
export interface ServerDirectories {
  readonly data: string;
  /** MariaDB servers that share a temporary directory delete each other's files, so each has its own. */
  readonly temporary: string;
  readonly log: string;
  readonly pidFile: string;
}
