import type { Service, ServiceMap } from '@nilecare/database';
import { UsageError } from './options.ts';

/**
 * The services to try: those of the map that have a folder in microservices/, or those of them that are wanted.
 *
 * @throws UsageError for a folder or a wish that the map does not know, and for a service without a folder
 */
export function selectServices(
  { services }: ServiceMap,
  folders: readonly string[],
  wanted: readonly string[] | undefined,
): readonly Service[] {
  const names = services.map(({ name }) => name);
  const strange = folders.find((folder) => !names.includes(folder));
  if (strange !== undefined)
    throw new UsageError(
      `microservices/${strange} is not in database/service-map.json. Add it there with its database, user and port.`,
    );
  for (const name of wanted ?? []) {
    if (!names.includes(name))
      throw new UsageError(`${name} is not in database/service-map.json; that has ${names.join(', ')}.`);
    if (!folders.includes(name))
      throw new UsageError(`${name} has no folder in microservices/ yet, so there is nothing to try.`);
  }
  return services.filter(({ name }) => folders.includes(name) && (!wanted || wanted.includes(name)));
}
