/** What went wrong, for programs. */
export type DatabaseErrorCode =
  | 'USAGE'
  | 'BAD_MAP'
  | 'BAD_SECRET'
  | 'UNKNOWN_SERVICE'
  | 'NO_SERVER'
  | 'ACCESS_DENIED'
  | 'MISSING_PRIVILEGES'
  | 'MISSING_PASSWORD'
  | 'UNKNOWN_USER'
  | 'BUSY'
  | 'STEP_FAILED'
  | 'INTERRUPTED'
  | 'NOT_CONFIRMED';

/** Facts of a failure: names, numbers, lists; never a password. */
export type ErrorContext = Readonly<Record<string, string | number | readonly string[]>>;

/** Every expected failure of this package. The message tells a user what to do next and holds no secret. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;
  readonly context: ErrorContext;

  constructor(
    code: DatabaseErrorCode,
    message: string,
    details: { readonly context?: ErrorContext; readonly cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.context = details.context ?? {};
  }
}
