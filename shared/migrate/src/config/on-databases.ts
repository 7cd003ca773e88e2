import { RefusedError } from '../errors.ts';
import type { Config } from './config.ts';

/**
 * The same project on several databases: each takes the place of the one that the URL names.
 *
 * @returns a configuration for each name, in their order
 * @throws RefusedError when the history, or a further schema, would be one for all of them
 */
export function onDatabases(config: Config, names: readonly string[]): readonly Config[] {
  const { connection, defaultSchema, schemas } = config;
  const named = connection.database ?? defaultSchema;
  if (defaultSchema !== named)
    throw new RefusedError(
      'CONFIGURATION',
      `defaultSchema is ${defaultSchema}, whatever database the URL names, so that all databases would have one history. Leave defaultSchema out, or name the database of the URL there.`,
    );
  const shared = schemas.filter((schema) => schema !== named);
  if (shared.length > 0)
    throw new RefusedError(
      'CONFIGURATION',
      `schemas names ${shared.join(', ')} beside the database of the URL, which all databases would share. Leave it out.`,
    );
  return names.map((name) => ({
    ...config,
    connection: { ...connection, ...(connection.database !== undefined && { database: name }) },
    defaultSchema: name,
    schemas: [name],
  }));
}

/** What no two runs may have in common: the history on its server. */
export function historyPlace({ connection, defaultSchema, table }: Config): string {
  return JSON.stringify([addressOf(connection).toLowerCase(), defaultSchema, table]);
}

/** `host:port`, or the socket's path. */
export function addressOf({ socketPath, host, port }: Config['connection']): string {
  return socketPath ?? `${host}:${port}`;
}
