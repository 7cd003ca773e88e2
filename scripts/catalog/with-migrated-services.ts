import path from 'node:path';
import { loadServiceMap, type ServerKind, type Service } from '@nilecare/database';
import { startThrowawayServer, type TestServer } from '@nilecare/dev-database/testing';
import { loadConfig, migrate } from '@nilecare/migrate';
import { createConnection, type Connection } from 'mysql2/promise';

const root = path.resolve(import.meta.dirname, '..', '..');

/** A server on which the services of this repository are migrated. */
export interface MigratedServices {
  readonly server: TestServer;
  /** Of the server's administrator; ended behind the work. */
  readonly connection: Connection;
  /** Those of phase 1, in the order of the map: they have migrations here. */
  readonly services: readonly Service[];
}

/**
 * Starts a private server, migrates the databases of all services from the files of this repository, does the work
 * and takes the server away, also when this process is ended meanwhile. No `DB_*` variable and no `.env` counts.
 *
 * @throws DevDatabaseError when no server can be had; MigrateError when a migration fails
 */
export async function withMigratedServices<Result>(
  kind: ServerKind,
  work: (services: MigratedServices) => Promise<Result>,
): Promise<Result> {
  const throwaway = await startThrowawayServer({ kind });
  try {
    const { server } = throwaway;
    const { host, port, user, password } = server;
    const connection = await createConnection({ host, port, user, password, timezone: 'Z' });
    try {
      const services = loadServiceMap().services.filter(({ phase }) => phase === 1);
      for (const service of services) await migrateService(connection, server, service);
      return await work({ server, connection, services });
    } finally {
      connection.destroy();
    }
  } finally {
    await throwaway.stop();
  }
}

async function migrateService(
  connection: Connection,
  { host, port, user, password }: TestServer,
  { name, database }: Service,
): Promise<void> {
  await connection.query('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', [database]);
  const { config } = loadConfig({
    environment: {
      DB_HOST: host,
      DB_PORT: String(port),
      DB_NAME: database,
      DB_USER: user,
      DB_PASSWORD: password,
    },
    workingDirectory: path.join(root, 'microservices', name),
  });
  await migrate(config);
}
