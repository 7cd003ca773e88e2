import type { Account, ServerKind } from '../model.ts';
import type { RotationSecrets } from '../passwords/rotation-secrets.ts';
import { memorySecretStore } from '../passwords/secret-store.ts';
import type { PlaceState, RotationState, RotationTarget } from '../plan/rotation.ts';
import type { Login, ServerState } from '../plan/state.ts';
import type { AdminConnection, Query } from '../server/connect.ts';
import { readRotation } from '../server/read-rotation.ts';
import { readState } from '../server/read-state.ts';
import { isReachable, tryAccount } from '../server/try-account.ts';

/** What one look came to: the state to plan from, and what acting needs beside it. */
export interface RotationLook {
  readonly state: RotationState;
  readonly secrets: RotationSecrets;
  /** The new password, when one is known. */
  readonly target?: string;
  /** What the server holds of the user, and what the administrator may do there. */
  readonly server: ServerState;
}

/**
 * Reads how far the rotation of a user is, from the server and from every place that holds its password.
 *
 * @throws {DatabaseError} `MISSING_PRIVILEGES`.
 */
export async function lookAtRotation(
  query: Query,
  connection: AdminConnection,
  user: string,
  secrets: RotationSecrets,
): Promise<RotationLook> {
  const target = secrets.pending ?? secrets.given?.password;
  const present = secrets.places.find(({ password = '' }) => password !== '' && password !== target);
  const tryWith =
    (password: string | undefined) =>
    (account: Account): Promise<Login> =>
      tryAccount(connection, account, memorySecretStore(password === undefined ? {} : { [user]: password }));
  const server = await readState(query, {
    databases: [],
    users: [user],
    tryAccount: tryWith(present?.password),
  });
  const passwords = await readRotation(query, server.kind, user, target, tryWith(target));
  const accounts = passwords.flatMap((account) => {
    const actual = server.accounts.find(({ host }) => host === account.host);
    if (actual === undefined) return [];
    const { locked, hasPassword, login } = actual;
    return [{ ...account, locked, hasPassword, login, reachable: isReachable(account) }];
  });
  const state: RotationState = {
    ...serverOf(server),
    user,
    accounts,
    target: targetOf(secrets),
    places: secrets.places.map((place) => placeState(place, target)),
    ...(present && { source: present.name }),
  };
  return { state, secrets, ...(target !== undefined && { target }), server };
}

function serverOf({ kind, version }: { readonly kind: ServerKind; readonly version: string }) {
  return { kind, version };
}

function targetOf({ pending, given }: RotationSecrets): RotationTarget {
  if (given === undefined) return { kind: pending === undefined ? 'none' : 'kept' };
  const { variable, weak } = given;
  if (pending !== undefined && pending !== given.password) return { kind: 'conflict', variable };
  return pending === undefined ? { kind: 'given', variable, ...(weak && { weak }) } : { kind: 'kept' };
}

function placeState(place: RotationSecrets['places'][number], target: string | undefined): PlaceState {
  const { name, password, writer } = place;
  const holds = password === undefined ? 'unknown' : password === target ? 'target' : 'other';
  return { name, writable: writer !== undefined, holds };
}
