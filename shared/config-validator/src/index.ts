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
export type { CredentialSource, DatabaseAccount, StoredCredentialSource } from './credential-source.ts';
export { validateDatabaseEnvironment } from './database-validator.ts';
export { EnvironmentError, type EnvironmentProblem } from './environment-error.ts';
export {
  mysqlConnectionOptions,
  type DatabaseAddress,
  type DatabaseLogin,
  type MysqlConnectionOptions,
  type MysqlTlsOptions,
} from './mysql-options.ts';
export { minimumPasswordLength, passwordWeaknesses } from './password-strength.ts';
export { readSecretFile, SecretFileError } from './secret-file.ts';
export { Secret } from './secret.ts';
export {
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
