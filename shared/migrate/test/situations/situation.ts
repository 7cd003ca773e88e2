/**
 * What Flyway 11.8.2 said of a schema: files, history and options, and the answers of `info`, `validate`, `migrate`
 * and `repair -outputType=json`, measured on MariaDB 10.11 and MySQL 9.7 (the same on both). Files and rows are written
 * as `builders.ts` reads them.
 */
export interface Situation {
  readonly name: string;
  readonly files: readonly string[];
  /** Default: none. */
  readonly rows?: readonly string[];
  readonly options?: {
    readonly target?: string;
    readonly outOfOrder?: string;
    readonly ignoreMigrationPatterns?: string;
  };
  /** `<category> <version> <description> <type>: <state>` of each migration; absent when `fails` is there. */
  readonly info?: readonly string[];
  /** The message with which every command fails. */
  readonly fails?: string;
  /** `<error code> <version> <description>` of each invalid migration; default: valid. */
  readonly findings?: readonly string[];
  /** Scripts in the order in which `migrate` runs them; default: none. */
  readonly runs?: readonly string[];
  /** Error code with which `migrate` refuses to run. */
  readonly refuses?: string;
  /** Rows after `repair`; default: unchanged. */
  readonly repaired?: readonly string[];
}
