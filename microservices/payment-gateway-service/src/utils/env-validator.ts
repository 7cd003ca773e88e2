import {
  validateDatabaseEnvironment,
  type Environment,
  type ServiceConfiguration,
} from '@nilecare/config-validator';

/**
 * The typed configuration of payment-gateway-service; PORT defaults to 7030.
 * @param environment such as process.env
 * @throws {EnvironmentError} with every problem at once and no value in it
 */
export function validateEnvironmentOrThrow(environment: Environment): ServiceConfiguration {
  return validateDatabaseEnvironment(environment, {
    service: 'payment-gateway-service',
    database: 'nilecare_payment',
    user: 'payment_service',
    port: 7030,
  });
}
