export { checkServiceEnvironment, type CheckedEnvironment } from './check-environment.ts';
export type {
  DatabaseConfiguration,
  LogLevel,
  NodeEnvironment,
  ServiceConfiguration,
  ServiceIdentity,
  SslMode,
} from './configuration.ts';
export type { CredentialSource, DatabaseAccount, StoredCredentialSource } from './credential-source.ts';
export { displayConfiguration } from './display-configuration.ts';
export { EnvironmentError, type EnvironmentProblem } from './environment-error.ts';
export { LoadedEnvironment, type Environment } from './environment.ts';
export { exampleFile, needsOf } from './example-file.ts';
export { error, warning, type Finding } from './finding.ts';
export { loadEnvironment, type LoadRequest } from './load-environment.ts';
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
export { variablesOf, type ServiceEnvironment } from './service-environment.ts';
export type { ServiceVariables } from './service-variables.ts';
export type { Setting } from './settings.ts';
export {
  validateDatabaseEnvironment,
  validateServiceEnvironment,
  type ValidatedConfiguration,
} from './validate-service-environment.ts';
export {
  certificateFile,
  duration,
  exactly,
  hostName,
  identifier,
  jsonSecret,
  oneOf,
  secret,
  strictBoolean,
  strictPort,
  text,
  webAddress,
  wholeNumber,
} from './validators.ts';
export {
  optional,
  required,
  withDefault,
  type Description,
  type Values,
  type Variable,
  type Variables,
} from './variable.ts';
