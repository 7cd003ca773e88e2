import { fastify, type FastifyInstance, type FastifyServerOptions } from 'fastify';
import type { LogLevel } from '@nilecare/config-validator';
import type { Readiness } from './readiness.ts';

/** What the HTTP side of every service is made of. */
export interface AppParts {
  readonly logLevel: LogLevel;
  /** Where log lines go; default: standard output. */
  readonly logStream?: { write(line: string): void };
  readonly readiness: () => Promise<Readiness>;
}

/** Names of fields that never reach the log, at the top of a log object and one level below. */
const secretFields = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'DB_PASSWORD',
  'DB_ADMIN_PASSWORD',
];

/**
 * Builds the HTTP application that every service starts from:
 * `GET /health` tells that the process is alive, `GET /ready` that it can serve (200) or why not (503).
 */
export function buildApp({ logLevel, logStream, readiness }: AppParts): FastifyInstance {
  const app = fastify({ logger: loggerOptions(logLevel, logStream) });
  closeConnectionsWhenStopping(app);
  // Probes come every few seconds; only their failures are worth a line.
  const quiet = { logLevel: 'warn' } as const;
  app.get('/health', quiet, () => ({ status: 'ok' }));
  let lastReason: string | undefined;
  app.get('/ready', quiet, async (request, reply) => {
    const state = await readiness();
    const reason = state.ready ? undefined : state.reason;
    if (reason !== undefined && reason !== lastReason)
      request.log.warn({ err: state.error }, `not ready: ${reason}`);
    lastReason = reason;
    if (state.ready) return { status: 'ready', schema: `V${state.version}` };
    return reply.code(503).send({ status: 'not ready', reason: state.reason });
  });
  return app;
}

/** Node closes idle connections at once, but one in use would stay open after its answer until it has been idle for long. */
function closeConnectionsWhenStopping(app: FastifyInstance): void {
  let isStopping = false;
  app.addHook('preClose', (done) => {
    isStopping = true;
    done();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isStopping) reply.header('connection', 'close');
    done(null, payload);
  });
}

function loggerOptions(
  level: LogLevel,
  stream: AppParts['logStream'],
): Exclude<FastifyServerOptions['logger'], undefined> {
  const paths = [
    ...secretFields.flatMap((field) => [field, `*.${field}`]),
    'req.headers.authorization',
    'req.headers.cookie',
  ];
  return { level, redact: { paths, censor: '***' }, ...(stream !== undefined && { stream }) };
}
