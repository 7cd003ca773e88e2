import type { Environment, ServiceConfiguration } from '@nilecare/config-validator';
import type { FastifyInstance } from 'fastify';
import cluster from 'node:cluster';
import type { Database } from './database/database.ts';
import { waitForDatabase } from './database/wait-for-database.ts';
import { ServiceError } from './errors.ts';
import { announceWhenReady, untilReady } from './lifecycle/announce.ts';
import { supervise, type Supervision } from './lifecycle/supervise.ts';
import type { LogStream } from './log/logger-options.ts';
import { prepare, type Parts } from './prepare.ts';
import { migrateOnStart } from './schema/migrate-on-start.ts';

/** What makes one service different from another. */
export interface ServiceDefinition {
  readonly name: string;
  /** Folder of the migrations that the service was built with. */
  readonly migrationsDirectory: string;
  readonly configuration: ServiceConfiguration;
  /** For what secret stores read by themselves, such as VAULT_ADDR; default: nothing. */
  readonly environment?: Environment;
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
 * A worker of a cluster (pm2) listens when it is ready, or `startDeadline` later.
 * @throws {ServiceError} when migrations, port or database cannot be had; nothing is left open
 * @throws {SecretError} when the password cannot be had; nothing is left open
 */
export async function startService(definition: ServiceDefinition): Promise<RunningService> {
  const parts = await prepare(definition);
  // The other workers of a cluster serve the port meanwhile; this one must not answer that it is not ready.
  const isShared = cluster.isWorker;
  let url = isShared ? '' : await listen(parts, definition.configuration);
  const stopping = new AbortController();
  const startup = bringUp(definition, parts, stopping.signal);
  const { stop, stopped } = superviseParts(definition, parts, { stopping, startup });
  try {
    await startup;
    if (isShared) {
      const late = AbortSignal.timeout(definition.configuration.database.startDeadline);
      await untilReady(parts.readiness, AbortSignal.any([stopping.signal, late]));
      url = await listen(parts, definition.configuration);
    }
    void announceWhenReady(parts.readiness, stopping.signal);
  } catch (error) {
    // What still hangs in a login would hold up the stop.
    parts.database.abandon();
    if (!stopping.signal.aborted) {
      await stop('the start failed').catch(() => undefined);
      throw error;
    }
  }
  return { url, stopped, stop: () => stop('asked to') };
}

async function listen(
  { app, database, close }: Parts,
  { host, port }: ServiceConfiguration,
): Promise<string> {
  try {
    return await app.listen({ port, host });
  } catch (cause) {
    await app.close();
    database.abandon();
    await close();
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === undefined) throw cause;
    throw new ServiceError('PORT_UNAVAILABLE', describeRefusedPort(`${host}:${port}`, code), { cause });
  }
}

function describeRefusedPort(place: string, code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Cannot listen on ${place}: another program listens there.\nTry: set PORT to a free one.`;
    case 'EACCES':
      return `Cannot listen on ${place}: no right to (EACCES).\nTry: set PORT to one above 1023.`;
    default:
      return `Cannot listen on ${place}: error ${code}.\nTry: set HOST to an address of this machine, such as 0.0.0.0.`;
  }
}

function superviseParts(
  { name, configuration }: ServiceDefinition,
  { app, database, readiness, close }: Parts,
  { stopping, startup }: { readonly stopping: AbortController; readonly startup: Promise<void> },
): Supervision {
  return supervise({
    name,
    log: app.log,
    stopping,
    stopDeadline: configuration.stopDeadline,
    close: async () => {
      // Other workers go on serving the port of a cluster, so what came in here is answered as before.
      if (!cluster.isWorker) readiness.hold('stopping');
      await app.close();
      // A migration that runs is finished; its failure is startService's to tell.
      await startup.catch(() => undefined);
      await database.drain();
      await close();
    },
    abandon: () => {
      app.server.closeAllConnections();
      database.abandon();
      void close();
    },
  });
}

/** From the first login to readiness. */
async function bringUp(
  { configuration, migrationsDirectory }: ServiceDefinition,
  { app, database, migratorLogins, readiness }: Parts,
  stop: AbortSignal,
): Promise<void> {
  const { environment, database: settings } = configuration;
  const tell = (line: string) => app.log.warn(line);
  await waitForDatabase(database, { configuration: settings, stop, tell });
  if (configuration.migrateOnStart && migratorLogins !== undefined) {
    readiness.hold('starting: migrating');
    await migrateOnStart({
      ...{ environment, database: settings, migrationsDirectory, stop },
      logins: migratorLogins,
      tell: (line) => app.log.info(line),
    });
  }
  stop.throwIfAborted();
  readiness.release();
  await readiness.current();
}
