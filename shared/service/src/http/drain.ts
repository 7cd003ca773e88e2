import type { FastifyInstance } from 'fastify';

/** Milliseconds between two looks, and without a request after which connections without one are cut. */
const interval = 100;
const quietTime = 300;

/**
 * Closes connections politely when the application is closed: those in use by `Connection: close` in their answer, idle
 * ones at once (Node does), and those over which nothing was asked yet, as browsers open them in advance, when no
 * request has run for a moment. Otherwise one of these would keep the process for a minute.
 */
export function drainConnections(app: FastifyInstance): void {
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  const requests = countRequests(app);
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isStopping) reply.header('connection', 'close');
    done(null, payload);
  });
  app.addHook('preClose', (done) => {
    isStopping = true;
    timer = setInterval(() => {
      app.server.closeIdleConnections();
      if (requests.quietFor() >= quietTime) app.server.closeAllConnections();
    }, interval);
    done();
  });
  app.addHook('onClose', (_instance, done) => {
    clearInterval(timer);
    done();
  });
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
