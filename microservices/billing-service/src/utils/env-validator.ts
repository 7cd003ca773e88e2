import { fileURLToPath } from 'node:url';
import {
  loadEnvironment,
  validateServiceEnvironment,
  type Environment,
  type LoadedEnvironment,
  type ValidatedConfiguration,
} from '@nilecare/config-validator';
import { environmentSpecs } from './env-specs.ts';

/** The typed environment of billing-service. */
export type Configuration = ValidatedConfiguration<typeof environmentSpecs.own>;

/**
 * The typed configuration of billing-service; PORT defaults to 7050.
 * @param environment such as process.env, or what `loadServiceEnvironment` returned
 * @throws {EnvironmentError} with every problem at once and no value in it
 */
export function validateEnvironmentOrThrow(environment: Environment | LoadedEnvironment): Configuration {
  return validateServiceEnvironment(environment, environmentSpecs);
}

/** Adds what the `.env` files of billing-service say to an environment; docs/environment.md tells their order. */
export function loadServiceEnvironment(environment: Environment): LoadedEnvironment {
  // Two folders up from src/utils/ and from dist/utils/ alike.
  return loadEnvironment({ folder: fileURLToPath(new URL('../..', import.meta.url)), environment });
}
