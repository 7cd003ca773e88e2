import type { DatabaseAccount, DatabaseConfiguration } from '@nilecare/config-validator';
import { CachingProvider } from './caching-provider.ts';
import { SecretError } from './errors.ts';
import type { CredentialProvider, CredentialStore } from './model.ts';
import type { Environment } from './settings.ts';
import { awsSecretStore } from './stores/aws-secret-store.ts';
import { commandStore } from './stores/command-store.ts';
import { fileStore } from './stores/file-store.ts';
import { fixedStore } from './stores/fixed-store.ts';
import { rdsIamStore } from './stores/rds-iam-store.ts';
import { vaultDatabaseStore } from './stores/vault-database-store.ts';
import { vaultKvStore } from './stores/vault-kv-store.ts';
import { defaultTiming, type Timing } from './timing.ts';
import { VaultClient } from './vault/vault-client.ts';
import { readVaultSettings } from './vault/vault-settings.ts';

/** What else decides how credentials are had. */
export interface CredentialContext {
  /** Holds VAULT_*; the clients of AWS read `process.env` by themselves. */
  readonly environment: Environment;
  /** The database that the account logs in to. */
  readonly database: Pick<DatabaseConfiguration, 'host' | 'port' | 'socketPath' | 'sslMode'>;
  /** Takes one line, without a secret, when something is worth an operator's attention; default: nobody. */
  readonly report?: (line: string) => void;
  /** Changes to the default timing. */
  readonly timing?: Partial<Timing>;
}

/**
 * Opens the source of an account's credentials. Nothing is asked yet.
 * @throws {SecretError} SECRET_SETTINGS_INVALID, SECRET_NEEDS_TLS
 */
export function openCredentials(account: DatabaseAccount, context: CredentialContext): CredentialProvider {
  const { timing, report = () => undefined } = context;
  return new CachingProvider(storeOf(account, context), { timing: { ...defaultTiming, ...timing }, report });
}

function storeOf({ user, credentials }: DatabaseAccount, context: CredentialContext): CredentialStore {
  const { environment, database } = context;
  switch (credentials.kind) {
    case 'fixed':
      return fixedStore(user, credentials.password);
    case 'file':
      return fileStore(user, credentials.path);
    case 'command':
      return commandStore(user, credentials.command, environment);
    case 'vault-kv':
      return vaultKvStore(user, credentials, new VaultClient(readVaultSettings(environment)));
    case 'vault-database':
      return vaultDatabaseStore(credentials, new VaultClient(readVaultSettings(environment)));
    case 'aws-secret':
      return awsSecretStore(user, credentials);
    case 'rds-iam':
      requireVerifiedTls(database);
      return rdsIamStore({ ...database, user });
  }
}

/** The token goes over the connection as it is: whoever pretends to be the server could use it. */
function requireVerifiedTls({ sslMode, socketPath }: CredentialContext['database']): void {
  const isVerified = sslMode === 'VERIFY_CA' || sslMode === 'VERIFY_IDENTITY';
  if (isVerified && socketPath === undefined) return;
  throw new SecretError(
    'SECRET_NEEDS_TLS',
    socketPath === undefined
      ? `DB_PASSWORD_SOURCE=rds-iam sends a token in clear text inside TLS, so the server must be verified: DB_SSL_MODE must be VERIFY_CA or VERIFY_IDENTITY, not ${sslMode}.`
      : 'DB_PASSWORD_SOURCE=rds-iam needs a connection over TLS; remove DB_SOCKET.',
  );
}
