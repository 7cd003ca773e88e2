/** How patient a provider is; all in milliseconds but `attempts`. */
export interface Timing {
  /** Tries for one question to a store. */
  readonly attempts: number;
  /** Wait before the second try; it doubles with each further one. */
  readonly firstDelay: number;
  /** Longest wait for one answer. */
  readonly attemptTimeout: number;
  /** Longest time for one question, tries and waits together. */
  readonly deadline: number;
  /** Shortest time between two questions that the server's refusals cause. */
  readonly refreshInterval: number;
  /** For how long a failure is handed on to others before the store is asked again. */
  readonly failurePause: number;
  /** Longest time for giving leases back. */
  readonly closeTimeout: number;
}

/** Less than the ten seconds that a service waits for a login, so that the store's own failure is told. */
export const defaultTiming: Timing = Object.freeze({
  attempts: 4,
  firstDelay: 200,
  attemptTimeout: 3000,
  deadline: 8000,
  refreshInterval: 5000,
  failurePause: 1000,
  closeTimeout: 3000,
});
