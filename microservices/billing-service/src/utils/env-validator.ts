import {
  validateDatabaseEnvironment,
  type Environment,
  type ServiceConfiguration,
} from '@nilecare/config-validator';

/**
 * The typed configuration of billing-service; PORT defaults to 7050.
 * @param environment such as process.env
 * @throws {EnvironmentError} with every problem at once and no value in it
 */
export function validateEnvironmentOrThrow(environment: Environment): ServiceConfiguration {
  return validateDatabaseEnvironment(environment, {
    service: 'billing-service',
    database: 'nilecare_billing',
    user: 'billing_service',
    port: 7050,
  });
}
