import type { FastifyInstance } from 'fastify';
import { openDatabase, type OpenDatabase } from './database/database.ts';
import { loginSource, type LoginSource } from './database/login-source.ts';
import { buildApp } from './http/build-app.ts';
import { openMetrics, type Metrics } from './metrics/metrics.ts';
import { readNeededMigrations } from './schema/needed-migrations.ts';
import { readSchema } from './schema/read-schema.ts';
import { watchReadiness, type Readiness, type ReadinessWatch } from './schema/readiness.ts';
import type { ServiceDefinition } from './start-service.ts';

/** A service before it listens: nothing was sent to a server yet. */
export interface Parts {
  readonly database: OpenDatabase;
  /** Of DB_USER, who migrates. */
  readonly migratorLogins: LoginSource;
  readonly readiness: ReadinessWatch;
  readonly app: FastifyInstance;
  /** Ends what is neither port nor connection. */
  readonly close: () => void;
}

/**
 * Makes everything that needs neither port nor server. Not ready until the caller releases it.
 * @throws {ServiceError} MIGRATIONS_UNREADABLE
 */
export async function prepare(definition: ServiceDefinition): Promise<Parts> {
  const { name, configuration, migrationsDirectory, routes, logStream } = definition;
  const { migrator, runtime, name: schema, poolSize } = configuration.database;
  const migrations = await readNeededMigrations(migrationsDirectory);
  const migratorLogins = loginSource(migrator);
  const logins = runtime ? loginSource(runtime) : migratorLogins;
  const database = openDatabase(configuration.database, logins);
  const read = () => readSchema(database.database, schema, migrations);
  const readiness = watchReadiness(read, (state) => logChange(app, name, state));
  readiness.hold('starting: waiting for the database');
  const metrics = configuration.metricsEnabled
    ? await openMetrics({ database, readiness, poolSize })
    : undefined;
  const app = await buildApp({
    logLevel: configuration.logLevel,
    logStream,
    readiness,
    extras: metrics?.addTo,
    routes: (own) => routes?.(own, database.database),
  });
  for (const { message } of configuration.warnings ?? []) app.log.warn(message);
  return { database, migratorLogins, readiness, app, close: () => end(migratorLogins, logins, metrics) };
}

function end(migratorLogins: LoginSource, logins: LoginSource, metrics: Metrics | undefined): void {
  metrics?.close();
  migratorLogins.close();
  logins.close();
}

function logChange(app: FastifyInstance, name: string, state: Readiness): void {
  if (state.ready) app.log.info(`${name} is ready, schema at V${state.schema.current?.text ?? '0'}`);
  else
    app.log.warn(
      state.error === undefined ? {} : { err: state.error },
      `${name} is not ready: ${state.reason}; try: npm run migrate:info -w ${name}`,
    );
}
