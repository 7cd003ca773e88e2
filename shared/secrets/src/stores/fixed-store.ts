import type { Secret } from '@nilecare/config-validator';
import type { CredentialStore } from '../model.ts';

/** A password that stands in the environment; it stays the same as long as the process lives. */
export function fixedStore(user: string, password: Secret): CredentialStore {
  return {
    name: 'The environment',
    fetch: () => Promise.resolve({ user, password }),
  };
}
