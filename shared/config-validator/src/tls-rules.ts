import { isIP } from 'node:net';
import type { SslMode } from './configuration.ts';
import { error, warning, type Finding } from './finding.ts';
import type { RuleContext } from './rules.ts';

type Values = RuleContext['values'];

/** How a connection is encrypted when DB_SSL_MODE is not set: in staging and production the server is verified. */
export function sslModeOf({ NODE_ENV: environment, DB_SSL_MODE: mode }: Values): SslMode {
  if (mode !== undefined) return mode;
  return environment === 'staging' || environment === 'production' ? 'VERIFY_IDENTITY' : 'PREFERRED';
}

/** What is wrong with the encryption of the connection. A Unix socket never leaves the machine and needs none. */
export function tlsFindings(values: Values): readonly Finding[] {
  return [...tokenFindings(values), ...(values.DB_SOCKET === undefined ? networkFindings(values) : [])];
}

function networkFindings(values: Values): Finding[] {
  const mode = sslModeOf(values);
  const { NODE_ENV: environment, DB_HOST: host } = values;
  if (mode === 'DISABLED' || mode === 'PREFERRED') {
    const demand = 'must be REQUIRED, VERIFY_CA or VERIFY_IDENTITY in production.';
    if (environment === 'production') return [error('DB_SSL_MODE', demand)];
    if (environment !== 'staging') return [];
    return [warning('DB_SSL_MODE', `is ${mode}: passwords and data may cross the network in the clear.`)];
  }
  if (mode === 'REQUIRED' && environment === 'production') {
    const advice =
      'is REQUIRED, which checks no certificate; VERIFY_IDENTITY keeps a stranger from answering.';
    return [warning('DB_SSL_MODE', advice)];
  }
  // mysql2 3.24 compares the certificate of a server given by address with `localhost`, so the check would mean nothing.
  if (mode !== 'VERIFY_IDENTITY' || host === undefined || isIP(host) === 0) return [];
  return [error('DB_HOST', 'must be a host name, not an address, when DB_SSL_MODE is VERIFY_IDENTITY.')];
}

/** A token for the database is a password in clear text, which only the right server may see. */
function tokenFindings(values: Values): Finding[] {
  const mode = sslModeOf(values);
  if (mode === 'VERIFY_CA' || mode === 'VERIFY_IDENTITY') return [];
  return (['DB_PASSWORD_SOURCE', 'DB_RUNTIME_PASSWORD_SOURCE'] as const)
    .filter((variable) => values[variable]?.kind === 'rds-iam')
    .map((variable) => error(variable, 'is rds-iam, which needs DB_SSL_MODE VERIFY_CA or VERIFY_IDENTITY.'));
}
