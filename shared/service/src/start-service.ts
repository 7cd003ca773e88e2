import type { ServiceConfiguration } from '@nilecare/config-validator';
import type { FastifyInstance } from 'fastify';
import cluster from 'node:cluster';
import { openDatabase, type Database, type OpenDatabase } from './database/database.ts';
import { loginSource } from './database/login-source.ts';
import { waitForDatabase } from './database/wait-for-database.ts';
import { ServiceError } from './errors.ts';
import { buildApp } from './http/build-app.ts';
import { announceWhenReady } from './lifecycle/announce.ts';
import { supervise, type Supervision } from './lifecycle/supervise.ts';
import type { LogStream } from './log/logger-options.ts';
import { readNeededMigrations } from './schema/needed-migrations.ts';
import { readSchema } from './schema/read-schema.ts';
import { watchReadiness, type Readiness, type ReadinessWatch } from './schema/readiness.ts';

/** What makes one service different from another. */
export interface ServiceDefinition {
  readonly name: string;
  /** Folder of the migrations that the service was built with. */
  readonly migrationsDirectory: string;
  readonly configuration: ServiceConfiguration;
  /** Adds the service's own routes; they answer only while the service is ready. */
  readonly routes?: (app: FastifyInstance, database: Database) => void | Promise<void>;
  /** Where log lines go; default: standard output. */
  readonly logStream?: LogStream;
}

/** A service that listens. */
export interface RunningService {
  /** Such as `http://127.0.0.1:7020`. */
  readonly url: string;
  /** Stops taking requests, waits for running ones, closes the pool. May be called more than once. */
  readonly stop: () => Promise<void>;
  /** Settles when the service has stopped, by `stop` or by a signal; rejects with STOP_TIMED_OUT. */
  readonly stopped: Promise<void>;
}

/**
 * Listens, waits for the database, compares its schema with the migrations. From the beginning `/health` answers 200
 * and `/ready` 503; a schema of another version does not end the service: it becomes ready when the schema is right.
 * Ends gracefully on SIGTERM and SIGINT, also while it waits; then the result has stopped already.
 * @throws {ServiceError} when migrations, port or database cannot be had; nothing is left open
 */
export async function startService(definition: ServiceDefinition): Promise<RunningService> {
  const parts = await prepare(definition);
  const url = await listen(parts, definition.configuration);
  const supervision = superviseParts(definition, parts);
  const { stop, stopped, stopping } = supervision;
  try {
    await bringUp(definition, parts, supervision);
  } catch (error) {
    // What still hangs in a login would hold up the stop.
    parts.database.abandon();
    if (!stopping.aborted) {
      await stop('the start failed').catch(() => undefined);
      throw error;
    }
  }
  return { url, stopped, stop: () => stop('asked to') };
}

interface Parts {
  readonly database: OpenDatabase;
  readonly readiness: ReadinessWatch;
  readonly app: FastifyInstance;
}

/** Everything that needs neither port nor server. */
async function prepare({
  name,
  configuration,
  migrationsDirectory,
  routes,
  logStream,
}: ServiceDefinition): Promise<Parts> {
  const { migrator, runtime = migrator, name: schema } = configuration.database;
  const migrations = await readNeededMigrations(migrationsDirectory);
  const database = openDatabase(configuration.database, loginSource(runtime));
  const read = () => readSchema(database.database, schema, migrations);
  const readiness = watchReadiness(read, (state) => logChange(app, name, state));
  readiness.hold('starting: waiting for the database');
  const app = await buildApp({
    logLevel: configuration.logLevel,
    logStream,
    readiness,
    routes: (own) => routes?.(own, database.database),
  });
  for (const { message } of configuration.warnings ?? []) app.log.warn(message);
  return { database, readiness, app };
}

function logChange(app: FastifyInstance, name: string, state: Readiness): void {
  if (state.ready) app.log.info(`${name} is ready, schema at V${state.schema.current?.text ?? '0'}`);
  else
    app.log.warn(
      state.error === undefined ? {} : { err: state.error },
      `${name} is not ready: ${state.reason}; try: npm run migrate:info -w ${name}`,
    );
}

async function listen({ app, database }: Parts, { host, port }: ServiceConfiguration): Promise<string> {
  try {
    return await app.listen({ port, host });
  } catch (cause) {
    await app.close();
    database.abandon();
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined) throw cause;
    const reason = code === 'EADDRINUSE' ? 'another program listens there' : `error ${code}`;
    throw new ServiceError(
      'PORT_UNAVAILABLE',
      `Cannot listen on ${host}:${port}: ${reason}.\nTry: set PORT to a free one.`,
      { cause },
    );
  }
}

function superviseParts(
  { name, configuration }: ServiceDefinition,
  { app, database, readiness }: Parts,
): Supervision {
  return supervise({
    name,
    log: app.log,
    stopDeadline: configuration.stopDeadline,
    close: async () => {
      // Other workers go on serving the port of a cluster, so what came in here is answered as before.
      if (!cluster.isWorker) readiness.hold('stopping');
      await app.close();
      await database.drain();
    },
    abandon: () => {
      app.server.closeAllConnections();
      database.abandon();
    },
  });
}

async function bringUp(
  { configuration }: ServiceDefinition,
  { app, database, readiness }: Parts,
  { stopping }: Supervision,
): Promise<void> {
  const tell = (line: string) => app.log.warn(line);
  await waitForDatabase(database, { configuration: configuration.database, stop: stopping, tell });
  stopping.throwIfAborted();
  readiness.release();
  await readiness.current();
  void announceWhenReady(readiness, stopping);
}
