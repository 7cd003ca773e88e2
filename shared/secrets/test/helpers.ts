import { inspect } from 'node:util';
import type { CredentialSource } from '@nilecare/config-validator';
import { onTestFinished } from 'vitest';
import {
  openCredentials,
  type CredentialContext,
  type CredentialProvider,
  type Timing,
} from '../src/index.ts';

/** Fast enough for tests, in the same proportions as the real one. */
export const quick: Partial<Timing> = {
  firstDelay: 5,
  attemptTimeout: 2000,
  deadline: 5000,
  refreshInterval: 0,
  failurePause: 0,
};

/** A provider for the account `auth_user`, closed after the test. */
export function open(
  credentials: CredentialSource,
  context: Partial<CredentialContext> = {},
): CredentialProvider {
  const provider = openCredentials(
    { user: 'auth_user', credentials },
    {
      environment: {},
      database: { host: '127.0.0.1', port: 3306, sslMode: 'DISABLED' },
      timing: quick,
      ...context,
    },
  );
  onTestFinished(() => provider.close());
  return provider;
}

/** User and password in clear, for comparing. */
export async function login(provider: CredentialProvider): Promise<string> {
  const { user, password } = await provider.current();
  return `${user}:${password.reveal()}`;
}

/** Everything that an error could show to somebody: message, stack, cause, hidden properties. */
export async function everythingOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => {
      throw new Error('nothing was thrown');
    },
    (reason: unknown) => reason,
  );
  const shown = inspect(error, { depth: 20, showHidden: true, getters: true });
  return [shown, String(error), (error as Error).stack, JSON.stringify(error)].join('\n');
}
