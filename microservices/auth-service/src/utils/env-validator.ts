import {
  validateDatabaseEnvironment,
  type Environment,
  type ServiceConfiguration,
} from '@nilecare/config-validator';

/**
 * The typed configuration of auth-service; PORT defaults to 7020.
 * @param environment such as process.env
 * @throws {EnvironmentError} with every problem at once and no value in it
 */
export function validateEnvironmentOrThrow(environment: Environment): ServiceConfiguration {
  return validateDatabaseEnvironment(environment, {
    service: 'auth-service',
    database: 'nilecare_auth',
    user: 'auth_service',
    port: 7020,
  });
}
