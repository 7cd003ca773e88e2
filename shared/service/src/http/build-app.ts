import { fastify, LogController, type FastifyInstance } from 'fastify';
import type { LogLevel } from '@nilecare/config-validator';
import { bindSafely, loggerOptions, type LogStream } from '../log/logger-options.ts';
import type { ReadinessWatch } from '../schema/readiness.ts';
import { drainConnections } from './drain.ts';
import { lazySchemas } from './lazy-schemas.ts';
import { addProbes, guard } from './probes.ts';
import { answerProblems, answerUnreadable } from './problems.ts';
import { requestId, requestIdHeader, traceId } from './request-id.ts';

/** What the HTTP side of every service is made of. */
export interface AppParts {
  readonly logLevel: LogLevel;
  /** Where log lines go; default: standard output. */
  readonly logStream?: LogStream | undefined;
  readonly readiness: ReadinessWatch;
  /** Longest wait for running requests when stopping, in milliseconds. */
  readonly stopDeadline: number;
  /** Adds what all services have beside the probes, in front of the service's own routes. */
  readonly extras?: ((app: FastifyInstance) => void) | undefined;
  /** Adds the service's own routes, which answer only while the service is ready. */
  readonly routes: (app: FastifyInstance) => void | Promise<void>;
}

/** Builds the HTTP application of a service: probes, its own routes, request ids, errors, and a polite end. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { logLevel, logStream, readiness, stopDeadline, extras, routes } = parts;
  const app = fastify({
    logger: loggerOptions(logLevel, logStream),
    genReqId: ({ headers }) => requestId(headers),
    logController: new LogController({ requestIdLogLabel: 'requestId' }),
    childLoggerFactory: (logger, bindings, options, { headers }) => {
      const trace = traceId(headers);
      return logger.child({ ...bindings, ...(trace !== undefined && { traceId: trace }) }, options);
    },
    schemaController: lazySchemas,
    frameworkErrors: answerUnreadable,
    // Whoever has a connection is served to the end of the stop.
    return503OnClosing: false,
  });
  bindSafely(app.log);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header(requestIdHeader, request.id);
    done();
  });
  drainConnections(app, stopDeadline);
  answerProblems(app);
  addProbes(app, readiness);
  extras?.(app);
  await app.register(async (own) => {
    guard(own, readiness);
    await routes(own);
  });
  return app;
}
