import { SecretError } from '../errors.ts';
import { fieldOf } from '../json-object.ts';
import type { CredentialStore } from '../model.ts';
import { encodePath, type VaultClient, type VaultObject } from '../vault/vault-client.ts';

/** Where a secret is in Vault's key-value engine. */
export interface VaultKvPlace {
  readonly mount: string;
  readonly path: string;
  readonly field: string;
}

/** How the engine at a mount is asked. */
interface Mount {
  /** Without slashes around it; may be longer than what was configured, since mounts can be nested. */
  readonly path: string;
  readonly version: 1 | 2;
}

/**
 * A key of a secret in Vault's key-value engine, version 1 or 2. Which one it is Vault tells at
 * `sys/internal/ui/mounts`, as its own command line asks.
 */
export function vaultKvStore(user: string, place: VaultKvPlace, client: VaultClient): CredentialStore {
  const whole = `${place.mount}/${place.path}`;
  const name = `Vault at ${client.settings.address.origin} (${whole})`;
  let mount: Mount | undefined;
  return {
    name,
    async fetch(signal) {
      mount ??= await findMount(whole, place.mount, client, signal);
      const below = whole.slice(mount.path.length + 1);
      const path = `${mount.path}/${mount.version === 2 ? 'data/' : ''}${below}`;
      const { data } = await client.ask({ method: 'GET', path: encodePath(path) }, signal);
      const secret = mount.version === 2 ? objectOf(objectOf(data)['data']) : objectOf(data);
      return { user, password: fieldOf(secret, place.field, `The secret ${whole} in Vault`) };
    },
    async close(signal) {
      await client.revokeToken(signal);
    },
  };
}

/** Before version 0.10 Vault had only version 1 and no such answer. */
async function findMount(
  whole: string,
  configured: string,
  client: VaultClient,
  signal: AbortSignal,
): Promise<Mount> {
  try {
    const request = { method: 'GET', path: `sys/internal/ui/mounts/${encodePath(whole)}` } as const;
    const { data } = await client.ask(request, signal);
    const { path, options } = objectOf(data);
    return {
      path: typeof path === 'string' ? path.replace(/\/$/, '') : configured,
      version: objectOf(options)['version'] === '2' ? 2 : 1,
    };
  } catch (error) {
    if (error instanceof SecretError && error.code === 'SECRET_NOT_FOUND')
      return { path: configured, version: 1 };
    throw error;
  }
}

function objectOf(value: unknown): VaultObject {
  return typeof value === 'object' && value !== null ? (value as VaultObject) : {};
}
