import { cleanEnvironment, type Cleaned, type Environment } from './clean-environment.ts';
import type { DatabaseConfiguration, ServiceConfiguration, ServiceIdentity } from './configuration.ts';
import { problemsTogether } from './database-rules.ts';
import { databaseSpecs, type DatabaseSpecs } from './database-specs.ts';

/**
 * Reads the variables that every service with a database has, defaults included:
 * LOG_LEVEL `info`, DB_SSL_MODE `PREFERRED`, PORT from `identity`.
 * NODE_ENV has no default, so that a production machine cannot fall into the lax rules by omission.
 * @throws {EnvironmentError} with all problems at once and no value in it
 */
export function validateDatabaseEnvironment(
  environment: Environment,
  identity: ServiceIdentity,
): ServiceConfiguration {
  const specs = databaseSpecs(identity);
  const values = cleanEnvironment(environment, identity.service, specs, (partial) =>
    problemsTogether(partial, identity),
  );
  return Object.freeze({
    environment: values.NODE_ENV,
    port: values.PORT,
    logLevel: values.LOG_LEVEL,
    database: databaseConfiguration(values),
  });
}

function databaseConfiguration(values: Cleaned<DatabaseSpecs>): DatabaseConfiguration {
  const { DB_SOCKET: socketPath, DB_SSL_CA: sslCaPath } = values;
  const { DB_ADMIN_USER: administrator, DB_ADMIN_PASSWORD: administratorPassword } = values;
  return Object.freeze({
    host: values.DB_HOST,
    port: values.DB_PORT,
    ...(socketPath !== undefined && { socketPath }),
    name: values.DB_NAME,
    user: values.DB_USER,
    password: values.DB_PASSWORD,
    sslMode: values.DB_SSL_MODE,
    ...(sslCaPath !== undefined && { sslCaPath }),
    ...(administrator !== undefined &&
      administratorPassword !== undefined && {
        administrator: Object.freeze({ user: administrator, password: administratorPassword }),
      }),
  });
}
