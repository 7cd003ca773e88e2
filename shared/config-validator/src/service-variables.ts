import { logLevels, nodeEnvironments, sslModes, type ServiceIdentity } from './configuration.ts';
import { accountVariables } from './account-variables.ts';
import {
  certificateFile,
  duration,
  exactly,
  hostName,
  identifier,
  oneOf,
  secret,
  strictBoolean,
  strictPort,
  text,
  wholeNumber,
} from './validators.ts';
import { optional, required, withDefault } from './variable.ts';

/** The variables that every service with a database has. */
export type ServiceVariables = ReturnType<typeof serviceVariables>;

/** The table of the variables that every service with a database has, for one service. */
export function serviceVariables(identity: ServiceIdentity) {
  return {
    ...processVariables(identity),
    ...featureFlags(),
    ...addressVariables(identity),
    ...connectionVariables(),
    ...accountVariables(identity),
  };
}

function processVariables({ port }: ServiceIdentity) {
  const section = 'Service';
  return {
    NODE_ENV: required(oneOf(nodeEnvironments), {
      section,
      about: 'development, test, staging or production.',
      security:
        'Staging and production demand strong passwords and private secret files, production TLS too.',
      example: 'development',
    }),
    HOST: optional(hostName, {
      section,
      about: 'Address to listen on.',
      security: '0.0.0.0 offers the service to every network that the machine is in.',
      defaultText: '127.0.0.1 in development and test, else 0.0.0.0',
    }),
    PORT: withDefault(strictPort, String(port), {
      section,
      about: 'TCP port to listen on.',
      example: String(port),
    }),
    LOG_LEVEL: withDefault(oneOf(logLevels), 'info', {
      section,
      about: `${logLevels.slice(0, -1).join(', ')} or ${String(logLevels.at(-1))}.`,
      security: 'debug and trace may log what patients would not want to be logged; not for production.',
      example: 'info',
    }),
    STOP_DEADLINE: withDefault(duration, '10s', {
      section,
      about: 'How long a stop waits for running requests and queries, as in 500ms, 10s or 1m.',
    }),
  };
}

function featureFlags() {
  const section = 'Feature flags';
  return {
    METRICS_ENABLED: withDefault(strictBoolean, 'true', {
      section,
      about: 'true or false: whether /metrics answers.',
      example: 'true',
    }),
    MIGRATE_ON_START: withDefault(strictBoolean, 'false', {
      section,
      about: 'true or false: whether the start runs pending migrations, under the migration lock.',
      example: 'false',
    }),
  };
}

function addressVariables({ service, database }: ServiceIdentity) {
  const section = 'Database';
  return {
    DB_HOST: required(hostName, {
      section,
      about: 'Host name or address of the database server.',
      example: '127.0.0.1',
    }),
    DB_PORT: required(strictPort, { section, about: 'TCP port of the database server.', example: '3306' }),
    DB_SOCKET: optional(text, {
      section,
      about: 'Unix socket of the database server, used by the service instead of host and port.',
      example: '',
    }),
    DB_NAME: required(database === undefined ? identifier : exactly(database, `the database of ${service}`), {
      section,
      about: `The database of ${service}; no other is accepted.`,
      example: database ?? '',
    }),
  };
}

function connectionVariables() {
  const section = 'Database';
  return {
    DB_SSL_MODE: optional(oneOf(sslModes), {
      section,
      about: `${sslModes.slice(0, -1).join(', ')} or ${String(sslModes.at(-1))}.`,
      security:
        'PREFERRED and REQUIRED encrypt but check no certificate; production needs REQUIRED or stricter.',
      defaultText: 'PREFERRED in development and test, else VERIFY_IDENTITY',
      example: 'PREFERRED',
    }),
    DB_SSL_CA: optional(certificateFile, {
      section,
      about: 'File with the certificate of the authority in PEM, for VERIFY_CA and VERIFY_IDENTITY.',
      defaultText: "Node's own list",
      example: '',
    }),
    DB_POOL_SIZE: withDefault(wholeNumber(1, 1000), '10', {
      section,
      about: 'Most connections to the database at a time, 1 to 1000.',
    }),
    DB_START_DEADLINE: withDefault(duration, '60s', {
      section,
      about: 'How long a start waits for a database that is away.',
    }),
    DATABASE_URL: optional(secret, {
      section,
      about:
        'mysql://USER:PASSWORD@HOST:PORT/DATABASE, in place of DB_HOST, DB_PORT, DB_NAME, DB_USER and DB_PASSWORD; ' +
        'setting any of these beside it is an error. ?ssl-mode=, ?ssl-ca= and ?socket= may follow. ' +
        'Write other characters than letters and digits of the password as %XX. nilecare-migrate reads it through `nilecare-secrets exec` only.',
      secret: true,
    }),
  };
}
