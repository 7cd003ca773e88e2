import type { Secret } from '@nilecare/config-validator';
import { SecretError } from '../errors.ts';
import { fieldOf } from '../json-object.ts';
import type { Credentials, CredentialStore } from '../model.ts';
import { encodePath, type VaultClient, type VaultObject } from '../vault/vault-client.ts';

/** A role of Vault's database engine. */
export interface VaultRole {
  readonly mount: string;
  readonly role: string;
}

/** Vault's promise to keep an account for some time. */
interface Lease {
  readonly id: string;
  /** What Vault gave at first, in milliseconds. */
  readonly duration: number;
  readonly isRenewable: boolean;
}

/** A renewal that brings less than this part of the first lease shows that its longest time is near. */
const leastGain = 0.5;

/**
 * Accounts that Vault's database engine makes for us. Each comes with a lease, and lasts as long as the lease and the
 * token that asked for it. Renewed it lasts longer; near the longest time of the role a new account is needed.
 */
export function vaultDatabaseStore({ mount, role }: VaultRole, client: VaultClient): CredentialStore {
  const place = `${mount}/${role}`;
  const leases = new Map<Credentials, Lease>();
  const remember = (
    credentials: Omit<Credentials, 'expires'>,
    lease: Lease,
    duration: number,
  ): Credentials => {
    const expires = new Date(Math.min(Date.now() + duration, client.tokenExpires));
    const whole = { ...credentials, expires };
    leases.set(whole, lease);
    return whole;
  };
  return {
    name: `Vault at ${client.settings.address.origin} (${place})`,
    async fetch(signal) {
      const path = `${encodePath(mount)}/creds/${encodePath(role)}`;
      const answer = await client.ask({ method: 'GET', path }, signal);
      const lease = leaseOf(answer, place);
      return remember(loginOf(answer, place), lease, lease.duration);
    },
    async renew(credentials, signal) {
      const lease = leases.get(credentials);
      if (lease === undefined || !lease.isRenewable) return undefined;
      const least = lease.duration * leastGain;
      await client.renewToken(least, signal);
      const duration = await renewLease(client, lease, signal);
      if (Math.min(duration, client.tokenExpires - Date.now()) < least) return undefined;
      leases.delete(credentials);
      return remember(credentials, lease, duration);
    },
    async close(signal) {
      // With the token of a login all that was made with it ends.
      if (await client.revokeToken(signal)) return;
      const live = [...leases].filter(([{ expires }]) => Number(expires) > Date.now());
      await Promise.all(live.map(([, { id }]) => revoke(client, id, signal)));
    },
  };
}

/** @returns how long the lease lasts from now on, in milliseconds; 0 when Vault no longer has it */
async function renewLease(client: VaultClient, lease: Lease, signal: AbortSignal): Promise<number> {
  const body = { lease_id: lease.id, increment: `${lease.duration / 1000}s` };
  try {
    const answer = await client.ask({ method: 'POST', path: 'sys/leases/renew', body }, signal);
    return millisecondsOf(answer['lease_duration']) ?? 0;
  } catch (error) {
    // 400 "lease not found", 403 for a token without this right: new credentials help in both cases.
    const isFinal = error instanceof SecretError && !error.isTemporary && !signal.aborted;
    if (isFinal) return 0;
    throw error;
  }
}

async function revoke(client: VaultClient, id: string, signal: AbortSignal): Promise<void> {
  await client.ask({ method: 'POST', path: 'sys/leases/revoke', body: { lease_id: id } }, signal);
}

function leaseOf(answer: VaultObject, place: string): Lease {
  const { lease_id: id, lease_duration: seconds, renewable } = answer;
  const duration = millisecondsOf(seconds);
  if (typeof id === 'string' && id !== '' && duration !== undefined)
    return { id, duration, isRenewable: renewable === true };
  throw new SecretError(
    'SECRET_MALFORMED',
    `Vault answered ${place} without a lease; DB_PASSWORD_SOURCE=vault-database: needs a role of the database engine.`,
  );
}

function loginOf({ data }: VaultObject, place: string): { readonly user: string; readonly password: Secret } {
  const object = (data ?? {}) as VaultObject;
  const about = `The account that Vault made for ${place}`;
  return {
    user: fieldOf(object, 'username', about).reveal(),
    password: fieldOf(object, 'password', about),
  };
}

function millisecondsOf(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : undefined;
}
