/** Why credentials could not be had. */
export type SecretErrorCode =
  /** Settings of the store are missing or contradict each other. */
  | 'SECRET_SETTINGS_INVALID'
  /** The client of the store is not installed. */
  | 'SECRET_CLIENT_MISSING'
  /** The store cannot be reached, is sealed, overloaded or broken; asking again later may help. */
  | 'SECRET_STORE_UNAVAILABLE'
  /** The store refused the login or the request. */
  | 'SECRET_STORE_REFUSED'
  /** The store has no such secret. */
  | 'SECRET_NOT_FOUND'
  /** The secret has not the expected form. */
  | 'SECRET_MALFORMED'
  /** The file with the secret cannot be used. */
  | 'SECRET_FILE_UNUSABLE'
  /** The command did not print a secret. */
  | 'SECRET_COMMAND_FAILED'
  /** The password would go over the network in a way that somebody else could read. */
  | 'SECRET_NEEDS_TLS'
  /** The provider was closed. */
  | 'SECRET_PROVIDER_CLOSED';

/** What else is known about a failure. */
export interface SecretErrorDetails {
  /** The same question may be answered in a moment; default: false. */
  readonly isTemporary?: boolean;
  /** How long the store wants to be left alone, in milliseconds. */
  readonly retryAfter?: number;
}

/**
 * A failure to get credentials. The message says what happened and what to do. It has no `cause` on purpose:
 * errors of HTTP clients carry headers and answers, and those hold tokens and secrets.
 */
export class SecretError extends Error {
  readonly code: SecretErrorCode;
  readonly isTemporary: boolean;
  readonly retryAfter: number | undefined;

  constructor(code: SecretErrorCode, message: string, details: SecretErrorDetails = {}) {
    super(message);
    this.name = 'SecretError';
    this.code = code;
    this.isTemporary = details.isTemporary ?? false;
    this.retryAfter = details.retryAfter;
  }
}

/** The sentence of an error for a log line, on one line. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ');
}
