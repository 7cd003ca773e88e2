/** What went wrong, for programs. */
export type DevDatabaseErrorCode =
  | 'NO_SERVER'
  | 'COMMAND_FAILED'
  | 'DOWNLOAD_FAILED'
  | 'DIGEST_MISMATCH'
  | 'NOT_PERMITTED'
  | 'INITIALISE_FAILED'
  | 'START_FAILED'
  | 'PORT_TAKEN'
  | 'FOREIGN_SERVER'
  | 'NAMED_SERVER'
  | 'NOT_RUNNING'
  | 'LOCKED'
  | 'STATE_UNREADABLE'
  | 'NOT_CONFIRMED'
  | 'USAGE'
  | 'INTERRUPTED';

/** Every expected failure of this package. The message is meant for a user and holds no secret. */
export class DevDatabaseError extends Error {
  override readonly name = 'DevDatabaseError';
  readonly code: DevDatabaseErrorCode;
  /** Facts about the failure, such as a path or a port. */
  readonly context: Readonly<Record<string, string | number>>;

  constructor(
    code: DevDatabaseErrorCode,
    message: string,
    details: { readonly context?: Readonly<Record<string, string | number>>; readonly cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.context = details.context ?? {};
  }
}

/** The words of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether a thrown value carries this `code` (Node's system errors, mysql2's and this package's). */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
