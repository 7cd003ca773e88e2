import type { TlsConfig } from './config.ts';
import type { UrlParameters } from './url-parameters.ts';

/** Where the certificate of the authority is: a PEM file, or the PEM text itself (MariaDB's driver allows both). */
export type CertificateAuthority = { readonly file: string } | { readonly pem: string };

/** The TLS side of a URL. */
export interface UrlTls {
  readonly settings: {
    readonly tlsMode: TlsConfig['mode'];
    readonly certificateAuthority?: CertificateAuthority;
  };
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Maps both drivers' parameters to MySQL's ssl-mode.
 *
 * - `sslMode` of either driver decides; without any parameter it is PREFERRED, as in MySQL's own client
 * - `useSSL=false` is DISABLED; a certificate authority alone means VERIFY_CA
 * - `useSSL=true` of a mariadb URL verifies certificate and host name, as MariaDB's driver does, less with
 *   `disableSslHostnameVerification` or `trustServerCertificate`
 * - `useSSL=true` of a mysql URL is REQUIRED, with `verifyServerCertificate=true` VERIFY_CA. MySQL's driver takes an
 *   unencrypted connection too unless `requireSSL` is set; whoever writes useSSL=true does not mean that
 */
export function tlsOf(parameters: UrlParameters, driver: 'mysql' | 'mariadb'): UrlTls {
  const { certificateAuthority: authority, sslMode } = parameters;
  const mode =
    sslMode === undefined
      ? modeOfFlags(parameters, driver)
      : sslModes.get(sslMode.toLowerCase().replace(/-/g, '_'));
  const problems: string[] = [];
  if (!mode) {
    problems.push(
      'the URL parameter sslMode must be DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY (or disable, trust, verify-ca, verify-full)',
    );
  }
  if (authority && /^classpath:/i.test(authority)) {
    problems.push(
      "the certificate authority cannot be read from Java's class path: give the path of a PEM file",
    );
  }
  return {
    settings: {
      tlsMode: mode ?? 'VERIFY_IDENTITY',
      ...(authority === undefined ? {} : { certificateAuthority: parseAuthority(authority) }),
    },
    warnings: parameters.keyStore
      ? [
          'a Java key store in the URL has no effect: give the authority as a PEM file by serverSslCert= or sslCa=',
        ]
      : [],
    problems,
  };
}

const sslModes: ReadonlyMap<string, TlsConfig['mode']> = new Map([
  ['disabled', 'DISABLED'],
  ['disable', 'DISABLED'],
  ['preferred', 'PREFERRED'],
  ['required', 'REQUIRED'],
  ['trust', 'REQUIRED'],
  ['verify_ca', 'VERIFY_CA'],
  ['verify_identity', 'VERIFY_IDENTITY'],
  ['verify_full', 'VERIFY_IDENTITY'],
]);

function modeOfFlags(parameters: UrlParameters, driver: 'mysql' | 'mariadb'): TlsConfig['mode'] {
  const useSsl = on(parameters.useSsl);
  const verifies = on(parameters.verifyServerCertificate);
  if (useSsl === false) return 'DISABLED';
  if (on(parameters.trustServerCertificate)) return 'REQUIRED';
  if (useSsl && driver === 'mariadb' && verifies !== false) {
    return on(parameters.disableSslHostnameVerification) ? 'VERIFY_CA' : 'VERIFY_IDENTITY';
  }
  if (verifies || (parameters.certificateAuthority && verifies !== false)) return 'VERIFY_CA';
  return (useSsl ?? on(parameters.requireSsl)) ? 'REQUIRED' : 'PREFERRED';
}

function on(value: string | undefined): boolean | undefined {
  return value === undefined ? undefined : /^(true|1)$/i.test(value);
}

function parseAuthority(text: string): CertificateAuthority {
  return text.startsWith('-----BEGIN') ? { pem: text } : { file: text.replace(/^file:(\/\/)?/i, '') };
}
