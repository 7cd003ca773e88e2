import type { Secret } from '@nilecare/config-validator';

/** A login at the database server. */
export interface Credentials {
  readonly user: string;
  readonly password: Secret;
  /** When the server stops accepting it; without one it is good until somebody changes it. */
  readonly expires?: Date;
}

/** Hands out the credentials of one database account. */
export interface CredentialProvider {
  /**
   * The credentials for a new connection. Callers that ask at the same time share one question to the store.
   * While the store is away the last good ones are handed out, as long as they have not expired.
   * @throws {SecretError} when there are none
   */
  current(): Promise<Credentials>;
  /**
   * To be called when the server refused the credentials (errno 1045): asks the store again, at most once in
   * some seconds. Never rejects: what fails is told to `report`.
   * @returns true when other credentials came, so that another try makes sense
   */
  refresh(): Promise<boolean>;
  /** Gives leases back and stops renewing. Never rejects; may be called more than once. */
  close(): Promise<void>;
}

/**
 * Where credentials come from. A store asks once and remembers nothing: caching, retries and deadlines are the
 * provider's. An implementation MUST stop when `signal` is aborted, and MUST throw SecretError only.
 */
export interface CredentialStore {
  /** For messages, such as `the file /run/secrets/db`. */
  readonly name: string;
  /** Tries for one question; default: as many as the provider has. */
  readonly attempts?: number;
  /** Longest wait for one answer, in milliseconds; default: the provider's. */
  readonly timeout?: number;
  /** For how long credentials are handed out again, in milliseconds; default: until they have expired. */
  readonly reuse?: number;
  fetch(signal: AbortSignal): Promise<Credentials>;
  /** Makes credentials last longer. @returns undefined when that is not possible: new ones are needed */
  renew?(credentials: Credentials, signal: AbortSignal): Promise<Credentials | undefined>;
  /** Gives back what was handed out. */
  close?(signal: AbortSignal): Promise<void>;
}
