import type { FastifyRequest } from 'fastify';

/**
 * What of a request is logged: no header and no query, which may hold credentials or a patient's data.
 */
export function describeRequest({ method, url, ip }: FastifyRequest) {
  return { method, path: url.split('?', 1)[0], remoteAddress: ip };
}
