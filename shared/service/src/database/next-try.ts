/** A failed try to reach the database. */
export interface FailedTry {
  /** 1 for the first. */
  readonly number: number;
  readonly failure: { readonly errno?: number; readonly code?: string };
  /** Milliseconds since the first one began. */
  readonly elapsed: number;
  /** Milliseconds after which no other begins. */
  readonly deadline: number;
  /** From 0 up to 1, so that services that start together do not try together. */
  readonly random: number;
}

/** What to do after a failed try. Milliseconds. */
export type NextTry =
  | { readonly kind: 'give up' }
  | { readonly kind: 'again'; readonly delay: number; readonly refused: boolean };

const firstDelay = 500;
const longestDelay = 5000;

/**
 * Tries of a login that the server refuses. One is too few, because a password or a grant may be changed at this
 * very moment; many would lock the account where failed logins are counted.
 */
export const refusedTries = 3;

/** Refusals that hardly change by waiting: account, password, right, database, TLS. */
const lastingErrors: readonly number[] = [
  1044, 1045, 1049, 1130, 1251, 1524, 1698, 1820, 1862, 3118, 3159, 4151,
];
const lastingCodes: readonly string[] = [
  'HANDSHAKE_NO_SSL_SUPPORT',
  'HANDSHAKE_SSL_ERROR',
  'EACCES',
  'SECRET_SETTINGS_INVALID',
  'SECRET_CLIENT_MISSING',
  'SECRET_STORE_REFUSED',
  'SECRET_NOT_FOUND',
  'SECRET_MALFORMED',
  'SECRET_FILE_UNUSABLE',
  'SECRET_NEEDS_TLS',
];

/**
 * Decides whether to try again, and when: 0.5 s later, then twice as long each time up to 5 s, of which a random half
 * is left out. Pure.
 */
export function nextTry({ number, failure, elapsed, deadline, random }: FailedTry): NextTry {
  const refused = isLastingRefusal(failure);
  const left = deadline - elapsed;
  if (left <= 0 || (refused && number >= refusedTries)) return { kind: 'give up' };
  const full = Math.min(firstDelay * 2 ** (number - 1), longestDelay);
  return { kind: 'again', delay: Math.min(full * (1 - random / 2), left), refused };
}

/** Whether another try would hardly be answered otherwise. */
export function isLastingRefusal({ errno, code = '' }: FailedTry['failure']): boolean {
  return lastingErrors.includes(errno ?? 0) || lastingCodes.includes(code);
}
