import type { ServiceConfiguration } from '@nilecare/config-validator';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'mysql2/promise';
import { buildApp } from './build-app.ts';
import { connectPool } from './connect-pool.ts';
import { withDeadline } from './deadline.ts';
import { ServiceError } from './errors.ts';
import { readNeededVersions } from './needed-versions.ts';
import { checkReadiness } from './readiness.ts';
import { onStopSignal } from './stop-signals.ts';

/** What makes one service different from another. */
export interface ServiceDefinition {
  readonly name: string;
  /** Folder of the migrations that the service was built with. */
  readonly migrationsDirectory: string;
  readonly configuration: ServiceConfiguration;
  /** Adds the service's own routes, before it listens. */
  readonly routes?: (app: FastifyInstance, pool: Pool) => void | Promise<void>;
  /** Where log lines go; default: standard output. */
  readonly logStream?: { write(line: string): void };
  /** Longest wait for running requests and queries when stopping, in milliseconds; default: the configured one. */
  readonly stopTimeout?: number;
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
 * Connects to the database, compares its schema with the migrations and listens on the configured port.
 * A schema of another version does not keep the service from starting: `/ready` answers 503 until it is right.
 * Ends gracefully on SIGTERM and SIGINT.
 * @throws {ServiceError} when the migrations, the database or the port cannot be had; nothing is left open
 */
export async function startService(definition: ServiceDefinition): Promise<RunningService> {
  const { name, configuration, migrationsDirectory } = definition;
  const needed = await readNeededVersions(migrationsDirectory);
  const pool = await connectPool(configuration.database);
  const app = buildApp({
    logLevel: configuration.logLevel,
    ...(definition.logStream && { logStream: definition.logStream }),
    readiness: () => checkReadiness(pool, needed),
  });
  try {
    await definition.routes?.(app, pool);
    const state = await checkReadiness(pool, needed);
    const url = await listen(app, configuration);
    if (state.ready) app.log.info(`${name} is ready, schema at V${state.version}`);
    else
      app.log.warn(
        { err: state.error },
        `${name} is not ready: ${state.reason}; try: npm run migrate:info -w ${name}`,
      );
    return running(definition, app, pool, url);
  } catch (error) {
    await Promise.allSettled([app.close(), pool.end()]);
    throw error;
  }
}

async function listen(app: FastifyInstance, { host, port }: ServiceConfiguration): Promise<string> {
  try {
    return await app.listen({ port, host });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    const reason = code === 'EADDRINUSE' ? 'another program listens there' : `error ${code}`;
    throw new ServiceError(
      'PORT_UNAVAILABLE',
      `Cannot listen on port ${port}: ${reason}.\nTry: set PORT to a free one.`,
      {
        cause,
      },
    );
  }
}

function running(
  definition: ServiceDefinition,
  app: FastifyInstance,
  pool: Pool,
  url: string,
): RunningService {
  const { name, stopTimeout = definition.configuration.stopDeadline } = definition;
  const { promise: stopped, resolve, reject } = deferred();
  let isStopping = false;
  const stop = (why: string): Promise<void> => {
    if (isStopping) return stopped;
    isStopping = true;
    removeListeners();
    app.log.info(`${name} stops: ${why}`);
    const late = () =>
      new ServiceError(
        'STOP_TIMED_OUT',
        `${name} did not stop within ${stopTimeout} ms: a request or query still runs.`,
      );
    withDeadline(closeInOrder(app, pool), stopTimeout, late).then(resolve, reject);
    return stopped;
  };
  const removeListeners = onStopSignal((signal) => void stop(signal).catch(() => undefined));
  return { url, stopped, stop: () => stop('asked to') };
}

async function closeInOrder(app: FastifyInstance, pool: Pool): Promise<void> {
  await app.close();
  await pool.end();
}

function deferred() {
  let resolve!: () => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<void>((onDone, onFailure) => {
    resolve = onDone;
    reject = onFailure;
  });
  // A caller that only calls stop() need not watch `stopped` too.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
