import { EnvError } from 'envalid';
import type { Secret } from './secret.ts';

/** Where the password (and for some kinds the user name) of a database account comes from. */
export type CredentialSource =
  /** DB_PASSWORD. */
  | { readonly kind: 'fixed'; readonly password: Secret }
  /** DB_PASSWORD_FILE; to be read again when the server refuses the password. The path is absolute. */
  | { readonly kind: 'file'; readonly path: string; readonly password: Secret }
  /** DB_PASSWORD_COMMAND; its standard output is the password. */
  | { readonly kind: 'command'; readonly command: string }
  | StoredCredentialSource;

/** DB_PASSWORD_SOURCE: a secret store that is asked when a connection is opened. */
export type StoredCredentialSource =
  /** `vault-kv:MOUNT/PATH#FIELD`, the key-value engine of HashiCorp Vault, version 2. */
  | { readonly kind: 'vault-kv'; readonly mount: string; readonly path: string; readonly field: string }
  /** `vault-database:MOUNT/ROLE`, Vault's database engine; the user name comes with the lease. */
  | { readonly kind: 'vault-database'; readonly mount: string; readonly role: string }
  /** `aws-secretsmanager:NAME-or-ARN#FIELD`, a secret whose text is a JSON object. */
  | { readonly kind: 'aws-secret'; readonly id: string; readonly field: string }
  /** `rds-iam`, a token for each new connection; only over TLS that checks the server. */
  | { readonly kind: 'rds-iam' };

/** An account of the database server and where its password comes from. */
export interface DatabaseAccount {
  readonly user: string;
  readonly credentials: CredentialSource;
}

const forms =
  'vault-kv:MOUNT/PATH#FIELD, vault-database:MOUNT/ROLE, aws-secretsmanager:NAME#FIELD or rds-iam';

/**
 * Reads the text of DB_PASSWORD_SOURCE. The mount of vault-kv ends at the first slash, that of vault-database at
 * the last; `#FIELD` may be left out and is `password` then.
 * @throws {EnvError} when it has none of the four forms
 */
export function parseCredentialSource(input: string): StoredCredentialSource {
  const source = /^[\x21-\x7e]+$/.test(input) ? readSource(input) : undefined;
  if (source === undefined) throw new EnvError(`must be ${forms}.`);
  return Object.freeze(source);
}

function readSource(input: string): StoredCredentialSource | undefined {
  if (input === 'rds-iam') return { kind: 'rds-iam' };
  const colon = input.indexOf(':');
  const [place = '', field = 'password', ...more] = input.slice(colon + 1).split('#');
  if (colon < 0 || place === '' || field === '' || more.length > 0) return undefined;
  switch (input.slice(0, colon)) {
    case 'vault-kv': {
      const [, mount, path] = /^([^/]+)\/([^/].*)$/.exec(place) ?? [];
      return mount === undefined || path === undefined ? undefined : { kind: 'vault-kv', mount, path, field };
    }
    case 'vault-database': {
      const [, mount, role] = /^([^/].*?)\/([^/]+)$/.exec(place) ?? [];
      if (mount === undefined || role === undefined || input.includes('#')) return undefined;
      return { kind: 'vault-database', mount, role };
    }
    case 'aws-secretsmanager':
      return { kind: 'aws-secret', id: place, field };
    default:
      return undefined;
  }
}
