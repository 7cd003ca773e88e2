import type { LogLevel } from '@nilecare/config-validator';
import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify';
import { describeRequest } from './describe-request.ts';
import { safeArguments } from './safe-arguments.ts';
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
    formatters: { log: safeValues },
    hooks: {
      streamWrite: safeText,
      logMethod(given, method) {
        method.apply(this, safeArguments(given) as typeof given);
      },
    },
    ...(stream && { stream }),
  };
}

/** pino calls no formatter for what is bound to a child logger, so its `child` is given what may be bound. */
export function bindSafely(logger: FastifyBaseLogger): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- a child's own children are made with it too
  const makeChild = logger.child;
  logger.child = function (this: FastifyBaseLogger, bindings, options) {
    return makeChild.call(this, safeValues(bindings), options);
  };
}

function safeValues(values: object): Record<string, unknown> {
  const entries = Object.entries(values).map(([name, value]: [string, unknown]) => [
    name,
    serialised.includes(name) ? value : safeValue(value, name),
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

/** `formatters.log` has made a plain value of the error already. */
function asItIs(error: unknown): { type: string; message: string; stack: string } {
  return error as { type: string; message: string; stack: string };
}
