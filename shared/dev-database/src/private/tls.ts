import { readFileSync } from 'node:fs';
import { DevDatabaseError } from '../errors.ts';
import type { Environment } from '../model.ts';

/** How mysql2 is to encrypt a connection and whom it trusts. */
export interface TlsOptions {
  readonly ca?: string;
  readonly rejectUnauthorized: boolean;
  readonly verifyIdentity?: boolean;
}

/**
 * TLS as DB_SSL_MODE (a word of the mysql client's --ssl-mode; default: PREFERRED) and DB_SSL_CA say; `undefined`
 * where the connection is not encrypted.
 *
 * @throws DevDatabaseError USAGE for a mode that does not exist or a certificate that cannot be read
 */
export function tlsOf({ DB_SSL_MODE: mode, DB_SSL_CA: caFile }: Environment): TlsOptions | undefined {
  const word = (mode || 'preferred').toLowerCase().replaceAll('-', '_');
  switch (word) {
    case 'disabled':
    case 'preferred':
      return undefined;
    case 'required':
      return { rejectUnauthorized: false };
    case 'verify_ca':
    case 'verify_identity': {
      const ca = caFile ? { ca: readCertificate(caFile) } : {};
      return { ...ca, rejectUnauthorized: true, verifyIdentity: word === 'verify_identity' };
    }
    default: {
      const known = 'DISABLED, PREFERRED, REQUIRED, VERIFY_CA, VERIFY_IDENTITY';
      throw new DevDatabaseError('USAGE', `DB_SSL_MODE is "${mode}"; expected one of ${known}.`);
    }
  }
}

function readCertificate(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new DevDatabaseError('USAGE', `DB_SSL_CA names ${file}, which cannot be read.`, {
      context: { file },
      cause,
    });
  }
}
