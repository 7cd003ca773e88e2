export {
  cleanEnvironment,
  type Cleaned,
  type Environment,
  type Rules,
  type Specs,
} from './clean-environment.ts';
export type {
  DatabaseConfiguration,
  LogLevel,
  NodeEnvironment,
  ServiceConfiguration,
  ServiceIdentity,
  SslMode,
} from './configuration.ts';
export { validateDatabaseEnvironment } from './database-validator.ts';
export { EnvironmentError, type EnvironmentProblem } from './environment-error.ts';
export {
  mysqlConnectionOptions,
  type MysqlConnectionOptions,
  type MysqlTlsOptions,
} from './mysql-options.ts';
export { Secret } from './secret.ts';
export {
  exactly,
  hostName,
  identifier,
  oneOf,
  readableFile,
  secret,
  strictPort,
  text,
} from './validators.ts';
