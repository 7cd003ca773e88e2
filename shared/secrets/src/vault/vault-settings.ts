import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { wrongSetting, type Environment } from '../settings.ts';

/** How to log in to Vault. */
export type VaultLogin =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'token-file'; readonly path: string }
  | {
      readonly kind: 'approle';
      readonly mount: string;
      readonly roleId: string;
      readonly secretId: { readonly text: string } | { readonly path: string };
    }
  | {
      readonly kind: 'kubernetes';
      readonly mount: string;
      readonly role: string;
      readonly tokenPath: string;
    };

/** Where Vault is and who asks it. */
export interface VaultSettings {
  readonly address: URL;
  readonly namespace?: string;
  /** Certificates to trust instead of Node's own list, in PEM. */
  readonly ca?: string;
  readonly login: VaultLogin;
}

const serviceAccountToken = '/var/run/secrets/kubernetes.io/serviceaccount/token';

/**
 * Reads Vault's standard variables VAULT_ADDR, VAULT_NAMESPACE, VAULT_CACERT, VAULT_TOKEN, VAULT_TOKEN_FILE,
 * VAULT_ROLE_ID, VAULT_SECRET_ID and VAULT_SECRET_ID_FILE, and our own VAULT_KUBERNETES_ROLE,
 * VAULT_KUBERNETES_TOKEN_FILE and VAULT_AUTH_MOUNT.
 * @throws {SecretError} SECRET_SETTINGS_INVALID
 */
export function readVaultSettings(environment: Environment): VaultSettings {
  const namespace = valueOf(environment, 'VAULT_NAMESPACE');
  const caPath = valueOf(environment, 'VAULT_CACERT');
  return {
    address: readAddress(valueOf(environment, 'VAULT_ADDR')),
    login: readLogin(environment),
    ...(namespace !== undefined && { namespace }),
    ...(caPath !== undefined && { ca: readCertificates(caPath) }),
  };
}

function readAddress(text: string | undefined): URL {
  if (text === undefined) throw wrongSetting('VAULT_ADDR', 'is not set, such as https://vault.example:8200');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.search !== '')
    throw wrongSetting('VAULT_ADDR', 'must be a URL without user, such as https://vault.example:8200');
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw wrongSetting(
    'VAULT_ADDR',
    'must begin with https://; only Vault on this machine may be asked by http',
  );
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}

function readCertificates(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw wrongSetting('VAULT_CACERT', `names a file that cannot be read (${code}): ${path}`);
  }
}

function readLogin(environment: Environment): VaultLogin {
  const token = valueOf(environment, 'VAULT_TOKEN');
  const path = valueOf(environment, 'VAULT_TOKEN_FILE');
  const roleId = valueOf(environment, 'VAULT_ROLE_ID');
  const role = valueOf(environment, 'VAULT_KUBERNETES_ROLE');
  const mount = valueOf(environment, 'VAULT_AUTH_MOUNT');
  const ways: VaultLogin[] = [
    ...(token === undefined ? [] : [{ kind: 'token', token } as const]),
    ...(path === undefined ? [] : [{ kind: 'token-file', path } as const]),
    ...(roleId === undefined ? [] : [appRole(environment, roleId, mount ?? 'approle')]),
    ...(role === undefined ? [] : [kubernetes(environment, role, mount ?? 'kubernetes')]),
  ];
  if (ways[0] !== undefined && ways.length === 1) return ways[0];
  const advice = ways.length === 0 ? 'none of them is set' : 'more than one is set; keep one';
  throw wrongSetting('VAULT_TOKEN, VAULT_TOKEN_FILE, VAULT_ROLE_ID or VAULT_KUBERNETES_ROLE:', `${advice}.`);
}

function appRole(environment: Environment, roleId: string, mount: string): VaultLogin {
  const text = valueOf(environment, 'VAULT_SECRET_ID');
  const path = valueOf(environment, 'VAULT_SECRET_ID_FILE');
  if (text !== undefined && path === undefined) return { kind: 'approle', mount, roleId, secretId: { text } };
  if (path !== undefined && text === undefined) return { kind: 'approle', mount, roleId, secretId: { path } };
  const state = text === undefined ? 'neither is set' : 'both are set';
  throw wrongSetting('VAULT_SECRET_ID or VAULT_SECRET_ID_FILE', `belongs to VAULT_ROLE_ID; ${state}.`);
}

function kubernetes(environment: Environment, role: string, mount: string): VaultLogin {
  const tokenPath = valueOf(environment, 'VAULT_KUBERNETES_TOKEN_FILE') ?? serviceAccountToken;
  return { kind: 'kubernetes', mount, role, tokenPath };
}

function valueOf(environment: Environment, variable: string): string | undefined {
  const value = environment[variable]?.trim();
  return value === '' ? undefined : value;
}
