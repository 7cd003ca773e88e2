import type { TlsConfig } from './config.ts';
import { decode } from './decode.ts';
import { hiddenValue } from './redact.ts';
import { tlsOf, type CertificateAuthority } from './url-tls.ts';
import { readParameters, type UrlParameters } from './url-parameters.ts';

/** What a database URL says. */
export interface DatabaseUrl {
  readonly host: string;
  readonly port: number;
  readonly socketPath?: string;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly tlsMode: TlsConfig['mode'];
  readonly certificateAuthority?: CertificateAuthority;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly sessionVariables?: string;
}

/** A URL that was understood, with what of it has no effect; or what is wrong with it. */
export type ParsedUrl =
  | { readonly url: DatabaseUrl; readonly warnings: readonly string[] }
  | { readonly problems: readonly string[] };

/**
 * Reads `jdbc:mysql://`, `jdbc:mariadb://`, `mysql://` and `mariadb://` URLs with the parameters of MySQL's and
 * MariaDB's drivers. Host, port and database may be left out (localhost, 3306, none); an empty parameter counts
 * as absent, so that a URL can be composed of variables. Percent-encoded parts are decoded.
 *
 * Sentences about the URL name parameters and what was expected, never a part of it that may be a password.
 *
 * @param more parameters from `jdbcProperties.*`; those of the URL win
 */
export function parseUrl(text: string, more: Readonly<Record<string, string>> = {}): ParsedUrl {
  const [, scheme, rest] = /^(?:jdbc:)?(mysql|mariadb):\/\/(.*)$/is.exec(text) ?? [];
  if (scheme === undefined || rest === undefined) return { problems: [describeForeignUrl(text)] };
  const [, authority = '', path = '', query = ''] = /^([^/?#]*)(?:\/([^?#]*))?(?:\?(.*))?$/s.exec(rest) ?? [];
  const { login, address } = splitAuthority(authority);
  const place = parseAddress(address);
  const parameters = readParameters(query, more);
  const tls = tlsOf(parameters.values, scheme.toLowerCase() === 'mariadb' ? 'mariadb' : 'mysql');
  const problems = [
    ...(typeof place === 'string' ? [`${place} (${hiddenValue(text)})`] : []),
    ...parameters.problems,
    ...tls.problems,
  ];
  if (typeof place === 'string' || problems.length > 0) return { problems };
  const url: DatabaseUrl = {
    ...place,
    ...login,
    ...loginOf(parameters.values),
    ...(path ? { database: decode(path) } : {}),
    ...tls.settings,
    ...connectionOf(parameters.values),
  };
  return { url, warnings: [...parameters.warnings, ...tls.warnings] };
}

const example = 'expected jdbc:mysql://host:port/database or jdbc:mariadb://host:port/database';

function describeForeignUrl(text: string): string {
  const several =
    /^jdbc:(?:mysql|mariadb):(replication|sequential|loadbalance|load-balance|aurora|failover)/i.exec(text);
  if (several?.[1])
    return `the mode "${several[1].toLowerCase()}" is not supported: name one host; ${example}`;
  const [, jdbc, other] = /^jdbc:([a-z][a-z0-9+-]*):|^([a-z][a-z0-9+-]*):\/\//i.exec(text) ?? [];
  const database = jdbc ?? other;
  if (!database || /^(mysql|mariadb|jdbc)$/i.test(database))
    return `not a database URL (${hiddenValue(text)}); ${example}`;
  return `"${database.toLowerCase()}" is not supported: only MySQL and MariaDB are; ${example}`;
}

type Login = Pick<DatabaseUrl, 'user' | 'password'>;

/** The last @ counts, so that one inside a password does no harm. */
function splitAuthority(authority: string): { readonly login: Login; readonly address: string } {
  const at = authority.lastIndexOf('@');
  if (at < 0) return { login: {}, address: authority };
  const [user = '', ...password] = authority.slice(0, at).split(':');
  return {
    login: {
      ...(user ? { user: decode(user) } : {}),
      ...(password.length > 0 ? { password: decode(password.join(':')) } : {}),
    },
    address: authority.slice(at + 1),
  };
}

function parseAddress(address: string): Pick<DatabaseUrl, 'host' | 'port'> | string {
  if (address.includes(',')) return 'several hosts are not supported: name one';
  if (/^\(|^address=/i.test(address)) return `the form address=(host=…) is not supported; ${example}`;
  const match = /^(?:\[([0-9a-f:.]+(?:%[\w.-]+)?)\]|([^:[\]]*))(?::([^:]*))?$/i.exec(address);
  if (!match) return `host and port cannot be read; ${example}, IPv6 addresses as in [::1]:3306`;
  const [, ipv6, name, port] = match;
  const number = port ? Number(port) : 3306;
  if ((port && !/^\d+$/.test(port)) || number < 1 || number > 65_535)
    return 'the port must be a number from 1 to 65535';
  return { host: ipv6 ?? (name ? decode(name) : 'localhost'), port: number };
}

function loginOf({ user, password }: UrlParameters): Login {
  return { ...(user === undefined ? {} : { user }), ...(password === undefined ? {} : { password }) };
}

function connectionOf({
  socket,
  connectTimeout,
  sessionVariables,
}: UrlParameters): Pick<DatabaseUrl, 'socketPath' | 'timeout' | 'sessionVariables'> {
  return {
    ...(socket === undefined ? {} : { socketPath: socket }),
    ...(connectTimeout === undefined || connectTimeout === '0' ? {} : { timeout: Number(connectTimeout) }),
    ...(sessionVariables === undefined ? {} : { sessionVariables }),
  };
}
