import { cleanEnvironment, type Cleaned, type Environment } from './clean-environment.ts';
import { databaseAccount } from './accounts.ts';
import type {
  DatabaseConfiguration,
  NodeEnvironment,
  ServiceConfiguration,
  ServiceIdentity,
} from './configuration.ts';
import { problemsTogether } from './database-rules.ts';
import { databaseSpecs, type DatabaseSpecs } from './database-specs.ts';

/**
 * Reads the variables that every service with a database has, defaults included:
 * LOG_LEVEL `info`, DB_SSL_MODE `PREFERRED`, PORT from `identity` and those named in the types.
 * NODE_ENV has no default, so that a production machine cannot fall into the lax rules by omission.
 * @throws {EnvironmentError} with all problems at once and no value in it
 */
export function validateDatabaseEnvironment(
  environment: Environment,
  identity: ServiceIdentity,
): ServiceConfiguration {
  const specs = databaseSpecs(identity);
  const values = cleanEnvironment(environment, identity.service, specs, (partial) =>
    problemsTogether(partial, environment, identity),
  );
  return Object.freeze({
    environment: values.NODE_ENV,
    host: values.HOST ?? defaultHost(values.NODE_ENV),
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    stopDeadline: values.STOP_DEADLINE,
    migrateOnStart: values.MIGRATE_ON_START,
    metricsEnabled: values.METRICS_ENABLED,
    database: databaseConfiguration(values),
  });
}

/** On a developer's machine the service is not offered to the network. */
function defaultHost(environment: NodeEnvironment): string {
  return environment === 'development' || environment === 'test' ? '127.0.0.1' : '0.0.0.0';
}

function databaseConfiguration(values: Cleaned<DatabaseSpecs>): DatabaseConfiguration {
  const { DB_SOCKET: socketPath, DB_SSL_CA: sslCaPath } = values;
  const migrator = databaseAccount(values, 'DB');
  const runtime = databaseAccount(values, 'DB_RUNTIME');
  const administrator = databaseAccount(values, 'DB_ADMIN');
  if (migrator === undefined) throw new Error('The rules let an environment without a password pass.');
  return Object.freeze({
    host: values.DB_HOST,
    port: values.DB_PORT,
    ...(socketPath !== undefined && { socketPath }),
    name: values.DB_NAME,
    sslMode: values.DB_SSL_MODE,
    ...(sslCaPath !== undefined && { sslCaPath }),
    poolSize: values.DB_POOL_SIZE,
    startDeadline: values.DB_START_DEADLINE,
    migrator,
    ...(runtime !== undefined && { runtime }),
    ...(administrator !== undefined && { administrator }),
  });
}
