import type { DatabaseAccount } from '@nilecare/config-validator';
import { openCredentials, type CredentialProvider } from '@nilecare/secrets';
import type { FastifyInstance } from 'fastify';
import { openDatabase, type OpenDatabase } from './database/database.ts';
import { buildApp } from './http/build-app.ts';
import { openMetrics, type Metrics } from './metrics/metrics.ts';
import { readNeededMigrations } from './schema/needed-migrations.ts';
import { readSchema } from './schema/read-schema.ts';
import { watchReadiness, type Readiness, type ReadinessWatch } from './schema/readiness.ts';
import type { ServiceDefinition } from './start-service.ts';

/** A service before it listens: nothing was sent to a server yet. */
export interface Parts {
  readonly database: OpenDatabase;
  /** Of DB_USER, who migrates; absent where its password is not given. */
  readonly migratorLogins: CredentialProvider | undefined;
  readonly readiness: ReadinessWatch;
  readonly app: FastifyInstance;
  /** Ends what is neither port nor connection. */
  readonly close: () => Promise<void>;
}

/**
 * Makes everything that needs neither port nor server. Not ready until the caller releases it.
 * @throws {ServiceError} MIGRATIONS_UNREADABLE
 * @throws {SecretError} when a source of passwords is not set up
 */
export async function prepare(definition: ServiceDefinition): Promise<Parts> {
  const { name, configuration, migrationsDirectory, routes, logStream, environment = {} } = definition;
  const { migrator, runtime, name: schema, poolSize } = configuration.database;
  const migrations = await readNeededMigrations(migrationsDirectory);
  const open = (account: DatabaseAccount) =>
    openCredentials(account, {
      environment,
      database: configuration.database,
      report: (line) => app.log.warn(line),
    });
  const logins = open(runtime);
  const migratorLogins = migrator === runtime ? logins : migrator && open(migrator);
  const database = openDatabase(configuration.database, logins);
  const read = () => readSchema(database, schema, migrations);
  const readiness = watchReadiness(read, (state) => logChange(app, name, state));
  readiness.hold('starting: waiting for the database');
  const metrics = configuration.metricsEnabled
    ? await openMetrics({ database, readiness, poolSize })
    : undefined;
  const app = await buildApp({
    logLevel: configuration.logLevel,
    logStream,
    readiness,
    stopDeadline: configuration.stopDeadline,
    extras: metrics?.addTo,
    routes: (own) => routes?.(own, database.database),
  });
  for (const { message } of configuration.warnings ?? []) app.log.warn(message);
  return { database, migratorLogins, readiness, app, close: () => end(migratorLogins, logins, metrics) };
}

async function end(
  migratorLogins: CredentialProvider | undefined,
  logins: CredentialProvider,
  metrics: Metrics | undefined,
): Promise<void> {
  metrics?.close();
  await Promise.all([migratorLogins?.close(), logins.close()]);
}

function logChange(app: FastifyInstance, name: string, state: Readiness): void {
  if (state.ready) app.log.info(`${name} is ready, schema at V${state.schema.current?.text ?? '0'}`);
  else
    app.log.warn(
      state.error === undefined ? {} : { err: state.error },
      `${name} is not ready: ${state.reason}; try: npm run migrate:info -w ${name}`,
    );
}
