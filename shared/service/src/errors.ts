/** Why a service could not start or stop. */
export type ServiceErrorCode =
  | 'DATABASE_UNREACHABLE'
  | 'MIGRATIONS_UNREADABLE'
  | 'MIGRATION_FAILED'
  | 'PORT_UNAVAILABLE'
  | 'STOP_TIMED_OUT';

/** A failure that the operator can mend; its message says what happened and what to try, and holds no secret. */
export class ServiceError extends Error {
  readonly code: ServiceErrorCode;

  constructor(code: ServiceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ServiceError';
    this.code = code;
  }
}
