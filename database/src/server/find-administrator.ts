import { readFileSync } from 'node:fs';
import { adminConnectionOptions } from '@nilecare/dev-database';
import { DatabaseError } from '../errors.ts';
import type { Variables } from '../passwords/resolve-secret.ts';
import type { AdminConnection } from './connect.ts';

/**
 * How to connect as administrator: to the server that DB_HOST, DB_PORT or DB_SOCKET name, otherwise to the private one;
 * as DB_ADMIN_USER when that is set; with TLS as DB_SSL_MODE and DB_SSL_CA say.
 *
 * @throws {DatabaseError} `USAGE` for a TLS mode or certificate that cannot be used; what dev-database throws when no
 *   server or no administrator is named.
 */
export async function findAdministrator(root: string, environment: Variables): Promise<AdminConnection> {
  const ssl = readTls(environment['DB_SSL_MODE'] || 'preferred', environment['DB_SSL_CA'] || undefined);
  const found = await adminConnectionOptions(root, environment);
  const user = environment['DB_ADMIN_USER'];
  const named = user ? { user, password: environment['DB_ADMIN_PASSWORD'] ?? '' } : {};
  return { ...found, ...named, ...(ssl && { ssl }) };
}

/** The modes are the words of the mysql client's --ssl-mode. */
function readTls(mode: string, caFile: string | undefined): AdminConnection['ssl'] {
  const word = mode.toLowerCase().replaceAll('-', '_');
  switch (word) {
    case 'disabled':
    case 'preferred':
      return undefined;
    case 'required':
      return { rejectUnauthorized: false };
    case 'verify_ca':
    case 'verify_identity': {
      const ca = caFile === undefined ? {} : { ca: readCertificate(caFile) };
      return { ...ca, rejectUnauthorized: true, verifyIdentity: word === 'verify_identity' };
    }
    default: {
      const known = 'DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY';
      throw new DatabaseError('USAGE', `DB_SSL_MODE is "${mode}"; expected one of ${known}.`, {
        context: { variable: 'DB_SSL_MODE' },
      });
    }
  }
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new DatabaseError('USAGE', `DB_SSL_CA names ${file}, which cannot be read.`, {
      context: { variable: 'DB_SSL_CA' },
      cause,
    });
  }
}
