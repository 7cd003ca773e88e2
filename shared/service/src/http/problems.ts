import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { requestIdHeader } from './request-id.ts';

/** Seconds after which a client may try again. */
const retryAfter = 5;

/**
 * Answers every error as `application/problem+json` (RFC 9457): status, title, the request's id, and of the client's own
 * mistakes the reason. What went wrong inside is in the log only.
 */
export function answerProblems(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, 404));
  // A route may throw anything, null too.
  app.setErrorHandler((error: FastifyError | null | undefined, request, reply) => {
    const status = statusOf(error);
    const isOurs = status >= 500;
    request.log[isOurs ? 'error' : 'info']({ err: error }, 'the request failed');
    return sendProblem(request, reply, status, isOurs ? undefined : error?.message);
  });
}

/** Answers a request whose path cannot be read, to which neither hooks nor error handler are applied. */
export function answerUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  request.log.info('the path cannot be read');
  void sendProblem(request, reply.header(requestIdHeader, request.id), statusOf(error));
}

/** Answers 503 with `Retry-After`. */
export function sendNotReady(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request, reply.header('retry-after', retryAfter), 503, 'The service is not ready.');
}

function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  detail?: string,
): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send(
      // A text, so that no schema of the route is applied to it.
      JSON.stringify({
        type: 'about:blank',
        title: STATUS_CODES[status] ?? 'Error',
        status,
        ...(detail !== undefined && { detail }),
        requestId: request.id,
      }),
    );
}

function statusOf(error: FastifyError | null | undefined): number {
  const { statusCode = 500 } = error ?? {};
  return statusCode >= 400 && statusCode <= 599 ? statusCode : 500;
}
