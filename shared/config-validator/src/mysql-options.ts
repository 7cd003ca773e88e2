import { readFileSync } from 'node:fs';
import type { DatabaseConfiguration, SslMode } from './configuration.ts';
import type { Secret } from './secret.ts';

/** TLS settings as mysql2 takes them. */
export interface MysqlTlsOptions {
  readonly ca?: string;
  readonly rejectUnauthorized: boolean;
  readonly verifyIdentity: boolean;
}

/** Connection settings as mysql2 takes them, with the password in clear: hand them to mysql2 and to nothing else. */
export interface MysqlConnectionOptions {
  readonly host?: string;
  readonly port?: number;
  readonly socketPath?: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly ssl?: MysqlTlsOptions;
}

/** Where a connection goes and how far it is encrypted; a DatabaseConfiguration is one. */
export type DatabaseAddress = Pick<
  DatabaseConfiguration,
  'host' | 'port' | 'socketPath' | 'name' | 'sslMode' | 'sslCaPath'
>;

/** As whom to log in, as the credential source has it at this moment. */
export interface DatabaseLogin {
  readonly user: string;
  readonly password: Secret;
}

/**
 * Turns an address and a login into mysql2's connection settings.
 * A Unix socket never leaves the machine and gets no TLS. PREFERRED asks for TLS without checks; falling back
 * to a plain connection (mysql2's HANDSHAKE_NO_SSL_SUPPORT) is up to the caller, because it needs a server.
 * @throws the file system's error when the CA file disappeared since it was validated
 */
export function mysqlConnectionOptions(
  { host, port, socketPath, name, sslMode, sslCaPath }: DatabaseAddress,
  { user, password }: DatabaseLogin,
): MysqlConnectionOptions {
  const account = { database: name, user, password: password.reveal() };
  if (socketPath !== undefined) return { socketPath, ...account };
  const ssl = tlsOptions(sslMode, sslCaPath);
  return { host, port, ...account, ...(ssl !== undefined && { ssl }) };
}

function tlsOptions(mode: SslMode, caPath: string | undefined): MysqlTlsOptions | undefined {
  const trusted = caPath === undefined ? {} : { ca: readFileSync(caPath, 'utf8') };
  switch (mode) {
    case 'DISABLED':
      return undefined;
    case 'PREFERRED':
    case 'REQUIRED':
      return { rejectUnauthorized: false, verifyIdentity: false };
    case 'VERIFY_CA':
      return { ...trusted, rejectUnauthorized: true, verifyIdentity: false };
    case 'VERIFY_IDENTITY':
      return { ...trusted, rejectUnauthorized: true, verifyIdentity: true };
  }
}
