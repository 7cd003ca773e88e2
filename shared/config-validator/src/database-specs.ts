import { logLevels, nodeEnvironments, sslModes, type ServiceIdentity } from './configuration.ts';
import {
  exactly,
  hostName,
  identifier,
  oneOf,
  readableFile,
  secret,
  strictPort,
  text,
} from './validators.ts';

/** The variables that every service with a database has; one with a default may be left out. */
export type DatabaseSpecs = ReturnType<typeof databaseSpecs>;

/** The validators of DatabaseSpecs for one service. */
export function databaseSpecs({ service, database, user, port }: ServiceIdentity) {
  return {
    NODE_ENV: oneOf(nodeEnvironments)(),
    PORT: strictPort({ default: port }),
    LOG_LEVEL: oneOf(logLevels)({ default: 'info' }),
    DB_HOST: hostName(),
    DB_PORT: strictPort(),
    DB_SOCKET: text({ default: undefined }),
    DB_NAME: database === undefined ? identifier() : exactly(database, `the database of ${service}`)(),
    DB_USER: user === undefined ? identifier() : exactly(user, `the account of ${service}`)(),
    DB_PASSWORD: secret(),
    DB_SSL_MODE: oneOf(sslModes)({ default: 'PREFERRED' }),
    DB_SSL_CA: readableFile({ default: undefined }),
    DB_ADMIN_USER: text({ default: undefined }),
    DB_ADMIN_PASSWORD: secret({ default: undefined }),
  };
}
