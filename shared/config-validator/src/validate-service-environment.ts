import { databaseAccount } from './accounts.ts';
import { examineEnvironment } from './check-environment.ts';
import type {
  DatabaseConfiguration,
  NodeEnvironment,
  ServiceConfiguration,
  ServiceIdentity,
} from './configuration.ts';
import { EnvironmentError } from './environment-error.ts';
import { asLoaded, type Environment, type GivenVariables, type LoadedEnvironment } from './environment.ts';
import type { ServiceEnvironment } from './service-environment.ts';
import type { ServiceVariables } from './service-variables.ts';
import type { Setting } from './settings.ts';
import { sslModeOf } from './tls-rules.ts';
import type { Values, Variables } from './variable.ts';

/** A configuration that came from an environment: also the service's own variables, and what may be shown. */
export interface ValidatedConfiguration<Own extends Variables = Variables> extends ServiceConfiguration {
  /** Typed values of the variables that only this service has. */
  readonly own: Values<Own>;
  /** Every variable as it may be shown, for `displayConfiguration`. */
  readonly settings: readonly Setting[];
}

/**
 * Reads the variables that every service with a database has, defaults included, and the service's own.
 * NODE_ENV has no default, so that a production machine cannot fall into the lax rules by omission.
 * @param environment such as process.env, or what `loadEnvironment` returned
 * @throws {EnvironmentError} with all problems at once and no value in it
 */
export function validateServiceEnvironment<Own extends Variables>(
  environment: Environment | LoadedEnvironment,
  definition: ServiceEnvironment<Own>,
): ValidatedConfiguration<Own> {
  const { values, given, checked } = examineEnvironment(environment, definition);
  const { problems, warnings, settings } = checked;
  if (problems.length > 0) {
    throw new EnvironmentError(definition.identity.service, problems, asLoaded(environment).notes);
  }
  // Without a problem no value is missing.
  const all = values as Values<Own & ServiceVariables>;
  const own = Object.fromEntries(Object.keys(definition.own).map((name) => [name, all[name]]));
  return Object.freeze({
    ...serviceConfiguration(all, given),
    ...(warnings.length > 0 && { warnings: Object.freeze(warnings) }),
    own: Object.freeze(own) as Values<Own>,
    settings: Object.freeze(settings),
  });
}

/**
 * As `validateServiceEnvironment`, for a service that has no variables of its own.
 * @throws {EnvironmentError} with all problems at once and no value in it
 */
export function validateDatabaseEnvironment(
  environment: Environment | LoadedEnvironment,
  identity: ServiceIdentity,
): ValidatedConfiguration {
  return validateServiceEnvironment(environment, { identity, own: {} });
}

function serviceConfiguration(values: Values<ServiceVariables>, given: GivenVariables): ServiceConfiguration {
  return {
    environment: values.NODE_ENV,
    host: values.HOST ?? defaultHost(values.NODE_ENV),
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    stopDeadline: values.STOP_DEADLINE,
    migrateOnStart: values.MIGRATE_ON_START,
    metricsEnabled: values.METRICS_ENABLED,
    database: databaseConfiguration(values, given),
  };
}

/** On a developer's machine the service is not offered to the network. */
function defaultHost(environment: NodeEnvironment): string {
  return environment === 'development' || environment === 'test' ? '127.0.0.1' : '0.0.0.0';
}

function databaseConfiguration(
  values: Values<ServiceVariables>,
  given: GivenVariables,
): DatabaseConfiguration {
  const { DB_SOCKET: socketPath, DB_SSL_CA: sslCaPath } = values;
  const migrator = databaseAccount(values, given, 'DB');
  const runtime = databaseAccount(values, given, 'DB_RUNTIME') ?? migrator;
  const administrator = databaseAccount(values, given, 'DB_ADMIN');
  if (runtime === undefined) throw new Error('The rules let an environment without a password pass.');
  return Object.freeze({
    host: values.DB_HOST,
    port: values.DB_PORT,
    ...(socketPath !== undefined && { socketPath }),
    name: values.DB_NAME,
    sslMode: sslModeOf(values),
    ...(sslCaPath !== undefined && { sslCaPath }),
    poolSize: values.DB_POOL_SIZE,
    startDeadline: values.DB_START_DEADLINE,
    runtime,
    ...(migrator !== undefined && { migrator }),
    ...(administrator !== undefined && { administrator }),
  });
}
