import type { LogLevel } from '@nilecare/config-validator';
import type { FastifyServerOptions } from 'fastify';
import { describeRequest } from './describe-request.ts';
import { safeText, safeValue } from './safe-value.ts';

/** Takes finished log lines. */
export interface LogStream {
  write(line: string): void;
}

/** What pino logs of a request and a reply; everything else goes through `safeValue`. */
const serialised: readonly string[] = ['req', 'res'];

/**
 * Options of pino by which no line holds a secret: values are copied without them before pino sees them, and the
 * finished line is searched for what messages may quote. pino's own `redact` knows fixed paths only.
 */
export function loggerOptions(
  level: LogLevel,
  stream: LogStream | undefined,
): Exclude<FastifyServerOptions['logger'], undefined> {
  return {
    level,
    serializers: { req: describeRequest, err: asItIs },
    formatters: {
      log: (values) =>
        Object.fromEntries(
          Object.entries(values).map(([name, value]) => [
            name,
            serialised.includes(name) ? value : safeValue(value, name),
          ]),
        ),
    },
    hooks: { streamWrite: safeText },
    ...(stream && { stream }),
  };
}

/** `formatters.log` has made a plain value of the error already. */
function asItIs(error: unknown): { type: string; message: string; stack: string } {
  return error as { type: string; message: string; stack: string };
}
