import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { ServiceMap } from '@nilecare/database';
import type { Environment } from '@nilecare/migrate';
import type { ServiceFacts } from '../model.ts';

/** A service to be read: its folder, and what leads to its database. */
export interface Source {
  readonly service: string;
  readonly mapped?: NonNullable<ServiceFacts['mapped']>;
  /** Undefined where the map names a service that has none. */
  readonly folder?: string;
  readonly environment: Environment;
  /** A file of variables behind the environment, relative to the folder; undefined: none. */
  readonly envFile?: string;
}

/** A service named on the command line that neither the map nor a folder knows; `message` is the whole sentence. */
export class UnknownServiceError extends Error {}

/**
 * The services of the map in its order, then folders of microservices that the map does not know.
 *
 * @param only names of services; default: all
 * @param environment of the process; wins over the services' `.env` as in `npm run migrate:info`
 * @throws UnknownServiceError
 */
export function findSources(
  root: string,
  map: ServiceMap,
  environment: Environment,
  only?: readonly string[],
): readonly Source[] {
  const folders = serviceFolders(root);
  const mapped = map.services.map(({ name, database, phase, priority, appendOnlyTables = [] }) => ({
    service: name,
    mapped: { database, phase, priority, appendOnlyTables },
  }));
  const known = mapped.map(({ service }) => service);
  const others = [...folders.keys()].filter((name) => !known.includes(name)).map((service) => ({ service }));
  const all = [...mapped, ...others];
  const unknown = (only ?? []).filter((name) => !all.some(({ service }) => service === name));
  if (unknown.length > 0)
    throw new UnknownServiceError(
      `No service is called ${unknown.join(', ')}. The services are ${all.map(({ service }) => service).join(', ')}.`,
    );
  return all
    .filter(({ service }) => only === undefined || only.includes(service))
    .map((source) => ({ ...source, ...folderOf(folders.get(source.service)), environment }));
}

function folderOf(folder: string | undefined): Pick<Source, 'folder' | 'envFile'> {
  if (folder === undefined) return {};
  return { folder, ...(existsSync(path.join(folder, '.env')) && { envFile: '.env' }) };
}

/** Folders of microservices that have migrations, by name. */
function serviceFolders(root: string): ReadonlyMap<string, string> {
  const parent = path.join(root, 'microservices');
  const folders = readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(parent, entry.name, 'migrations')))
    .map(({ name }) => [name, path.join(parent, name)] as const);
  return new Map(folders.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
