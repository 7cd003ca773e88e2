import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The header that carries a request's id, in both directions. */
export const requestIdHeader = 'x-request-id';

/** The id that the caller gave, when it is 1 to 128 harmless characters, else a new one. */
export function requestId(headers: IncomingHttpHeaders): string {
  const given = headers[requestIdHeader];
  return typeof given === 'string' && /^[\w.:+/=@-]{1,128}$/.test(given) ? given : randomUUID();
}

/** The trace that a W3C `traceparent` header names (version 00), so that log lines can be found by it. */
export function traceId(headers: IncomingHttpHeaders): string | undefined {
  const given = headers['traceparent'];
  const found = typeof given === 'string' ? /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(given) : null;
  return found?.[1] === '0'.repeat(32) ? undefined : found?.[1];
}
