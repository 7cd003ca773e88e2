import { logLevels, nodeEnvironments, sslModes, type ServiceIdentity } from './configuration.ts';
import {
  credentialSource,
  duration,
  exactly,
  hostName,
  identifier,
  oneOf,
  readableFile,
  secret,
  secretFile,
  strictBoolean,
  strictPort,
  text,
  wholeNumber,
} from './validators.ts';

/** The variables that every service with a database has; one with a default may be left out. */
export type DatabaseSpecs = ReturnType<typeof databaseSpecs>;

/** The validators of DatabaseSpecs for one service. */
export function databaseSpecs({ service, database, user, port }: ServiceIdentity) {
  return {
    NODE_ENV: oneOf(nodeEnvironments)(),
    HOST: hostName({ default: undefined }),
    PORT: strictPort({ default: port }),
    LOG_LEVEL: oneOf(logLevels)({ default: 'info' }),
    STOP_DEADLINE: duration({ default: 10_000 }),
    MIGRATE_ON_START: strictBoolean({ default: false }),
    METRICS_ENABLED: strictBoolean({ default: true }),
    DB_HOST: hostName(),
    DB_PORT: strictPort(),
    DB_SOCKET: text({ default: undefined }),
    DB_NAME: database === undefined ? identifier() : exactly(database, `the database of ${service}`)(),
    DB_USER: user === undefined ? identifier() : exactly(user, `the account of ${service}`)(),
    DB_PASSWORD: secret({ default: undefined }),
    DB_PASSWORD_FILE: secretFile({ default: undefined }),
    DB_PASSWORD_COMMAND: text({ default: undefined }),
    DB_PASSWORD_SOURCE: credentialSource({ default: undefined }),
    DB_RUNTIME_USER: identifier({ default: undefined }),
    DB_RUNTIME_PASSWORD: secret({ default: undefined }),
    DB_RUNTIME_PASSWORD_FILE: secretFile({ default: undefined }),
    DB_RUNTIME_PASSWORD_COMMAND: text({ default: undefined }),
    DB_RUNTIME_PASSWORD_SOURCE: credentialSource({ default: undefined }),
    DB_POOL_SIZE: wholeNumber(1, 1000)({ default: 10 }),
    DB_START_DEADLINE: duration({ default: 60_000 }),
    DB_SSL_MODE: oneOf(sslModes)({ default: 'PREFERRED' }),
    DB_SSL_CA: readableFile({ default: undefined }),
    DB_ADMIN_USER: text({ default: undefined }),
    DB_ADMIN_PASSWORD: secret({ default: undefined }),
    DB_ADMIN_PASSWORD_FILE: secretFile({ default: undefined }),
  };
}
