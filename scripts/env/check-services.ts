import {
  checkServiceEnvironment,
  loadEnvironment,
  type CheckedEnvironment,
  type Environment,
} from '@nilecare/config-validator';
import type { Service } from '@nilecare/database';
import type { ServiceFolder } from './services.ts';

/** The environment of one service, checked, and what is to be known about its `.env` files. */
export interface CheckedService {
  readonly name: string;
  readonly environment: CheckedEnvironment;
  readonly notes: readonly string[];
}

/** Checks the environment of each service as it would find it: its `.env` files behind the process environment. */
export function checkServices(
  services: readonly ServiceFolder[],
  environment: Environment,
): readonly CheckedService[] {
  return services.map(({ name, folder, specs }) => {
    const loaded = loadEnvironment({ folder, environment });
    return { name, environment: checkServiceEnvironment(loaded, specs), notes: loaded.notes };
  });
}

/** Where the specs of a service and the map of all services differ. */
export function mapProblems(
  services: readonly Pick<ServiceFolder, 'name' | 'specs'>[],
  map: readonly Service[],
): readonly string[] {
  return services.flatMap(({ name, specs }) => {
    const entry = map.find((service) => service.name === name);
    if (entry === undefined) return [`${name} is not in database/service-map.json.`];
    return (['database', 'user', 'port'] as const)
      .filter((key) => specs.identity[key] !== entry[key])
      .map(
        (key) =>
          `${name} has the ${key} ${String(specs.identity[key])} in its specs, ` +
          `and ${String(entry[key])} in database/service-map.json.`,
      );
  });
}
