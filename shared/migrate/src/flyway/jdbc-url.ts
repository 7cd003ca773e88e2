import type { ConnectionConfig } from '../config/config.ts';

/**
 * The URL for Flyway, without user and password, which go their own way.
 *
 * Flyway's free edition reads `jdbc:mysql:` URLs with MariaDB's driver (2.7 up to Flyway 11). What that one needs to
 * connect as this engine would is added where the URL does not say otherwise: `allowPublicKeyRetrieval` for
 * caching_sha2_password without TLS, and `useSSL`, without which it passes over `sslMode` and does not encrypt.
 */
export function jdbcUrl({
  url,
  tls,
  socketPath,
}: Pick<ConnectionConfig, 'url' | 'tls' | 'socketPath'>): string {
  const [, scheme = '', address = '', query = ''] =
    /^(?:jdbc:)?(mysql:|mariadb:)\/\/(?:[^/?#]*@)?([^?#]*)(?:\?(.*))?$/is.exec(url.trim()) ?? [];
  const given = query.split('&').filter((part) => part !== '' && !logins.has(nameOf(part)));
  const names = new Set(given.map(nameOf));
  const added = Object.entries({ ...tlsParameters(tls.mode), ...socketParameters(socketPath) })
    .filter(([name]) => !names.has(name.toLowerCase()))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const parameters = [...given, ...added].join('&');
  return `jdbc:${scheme.toLowerCase()}//${address}${parameters === '' ? '' : `?${parameters}`}`;
}

const logins: ReadonlySet<string> = new Set(['user', 'username', 'password']);

function nameOf(parameter: string): string {
  return parameter.replace(/=.*$/s, '').toLowerCase();
}

function tlsParameters(mode: ConnectionConfig['tls']['mode']): Readonly<Record<string, string>> {
  switch (mode) {
    case 'DISABLED':
    case 'PREFERRED':
      return { allowPublicKeyRetrieval: 'true' };
    case 'REQUIRED':
      return { useSSL: 'true', trustServerCertificate: 'true' };
    case 'VERIFY_CA':
      return { useSSL: 'true', disableSslHostnameVerification: 'true' };
    case 'VERIFY_IDENTITY':
      return { useSSL: 'true' };
  }
}

function socketParameters(socketPath: string | undefined): Readonly<Record<string, string>> {
  return socketPath === undefined ? {} : { localSocket: socketPath };
}
