import { Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Longest that a connection is given to bring another request, so that it can be answered with `Connection: close`. */
const maximumGrace = 1000;
/** Milliseconds between two looks, and without a request after which connections without one are cut. */
const interval = 100;
const quietTime = 300;

/**
 * Closes connections politely when the application is closed. It stops listening at once. For a second it goes on
 * answering over the connections that are open, each time with `Connection: close`: Node would cut idle ones right
 * away, and the request that a client has just sent over one of them would be lost. Those that are still idle then are
 * closed, and those over which nothing was asked yet, as browsers open them in advance, when no request has run for a
 * moment. Otherwise one of these would keep the process for a minute.
 * @param stopDeadline longest wait for all of this, in milliseconds; a quarter of it may go by for idle connections
 */
export function drainConnections(app: FastifyInstance, stopDeadline: number): void {
  const grace = Math.min(maximumGrace, stopDeadline / 4);
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  const requests = countRequests(app);
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isStopping) reply.header('connection', 'close');
    done(null, payload);
  });
  app.addHook('preClose', async () => {
    isStopping = true;
    await stopListening(app, grace);
    timer = setInterval(() => {
      app.server.closeIdleConnections();
      if (requests.quietFor() >= quietTime) app.server.closeAllConnections();
    }, interval);
  });
  app.addHook('onClose', (_instance, done) => {
    clearInterval(timer);
    done();
  });
}

/** Resolves when the last connection has ended, at the latest after so many milliseconds. */
async function stopListening({ server }: FastifyInstance, milliseconds: number): Promise<void> {
  if (!server.listening) return;
  const closed = new AbortController();
  server.once('close', () => closed.abort());
  // That of `net`, because http's own close() begins by cutting idle connections.
  Server.prototype.close.call(server);
  await delay(milliseconds, undefined, { signal: closed.signal }).catch(() => undefined);
}

function countRequests(app: FastifyInstance) {
  let running = 0;
  let last = performance.now();
  app.server.on('request', (_request, response) => {
    running++;
    response.once('close', () => {
      running--;
      last = performance.now();
    });
  });
  // From the first look on at the earliest: a connection made just before may be about to ask.
  let first: number | undefined;
  return {
    quietFor: () => {
      first ??= performance.now();
      return running > 0 ? 0 : performance.now() - Math.max(last, first);
    },
  };
}
