import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ReadinessWatch } from '../schema/readiness.ts';
import { sendNotReady } from './problems.ts';

/** Probes come every few seconds; only their failures are worth a line. */
const quiet = { logLevel: 'warn' } as const;

/** `GET /health` answers 200 as long as the process answers at all; `GET /ready` whether it can serve, or 503 and why not. */
export function addProbes(app: FastifyInstance, readiness: ReadinessWatch): void {
  app.get('/health', quiet, () => ({ status: 'ok' }));
  app.get('/ready', quiet, async (_request, reply) => {
    const state = await readiness.current();
    if (!state.ready) return reply.code(503).send({ status: 'not ready', reason: state.reason });
    return { status: 'ready', schema: `V${state.schema.current?.text ?? '0'}` };
  });
}

/** Keeps requests away from the routes of an application while the service is not ready. */
export function guard(app: FastifyInstance, readiness: ReadinessWatch): void {
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const state = await readiness.current();
    if (!state.ready) return sendNotReady(request, reply);
    return undefined;
  });
}
