import type { Account } from '../model.ts';
import type { SecretStore } from '../passwords/secret-store.ts';
import type { Login } from '../plan/state.ts';
import { tryLogin, type AdminConnection } from './connect.ts';
import { errnoOf, expiryRefusals, loginRefusals } from './describe-failure.ts';

/** Hosts that a connection from this machine matches when the server runs on it too. */
const localHosts = ['localhost', '127.0.0.1', '::1', '%'];

/** Whether a connection from this machine can match the account. */
export function isReachable({ host }: Account): boolean {
  return localHosts.includes(host);
}

/**
 * Logs in as an account with its known password. What counts is whether people get in, not what a hash looks like: an
 * anonymous account, for one, can shadow a right password.
 */
export async function tryAccount(
  options: AdminConnection,
  account: Account,
  secrets: Pick<SecretStore, 'known'>,
): Promise<Login> {
  const refusal = await refusalOf(options, account, secrets);
  if (refusal === undefined) return 'not-tried';
  if (refusal === 'works') return 'works';
  return expiryRefusals.includes(refusal) ? 'expired' : 'refused';
}

/** `works`, the number of the refusal, or undefined when no login could be tried. */
export async function refusalOf(
  options: AdminConnection,
  account: Account,
  secrets: Pick<SecretStore, 'known'>,
): Promise<number | 'works' | undefined> {
  const secret = secrets.known(account.user);
  if (secret === undefined || !isReachable(account)) return undefined;
  try {
    await tryLogin(options, account.user, secret.password);
    return 'works';
  } catch (error) {
    const errno = errnoOf(error);
    if (loginRefusals.includes(errno)) return errno;
    throw error;
  }
}
