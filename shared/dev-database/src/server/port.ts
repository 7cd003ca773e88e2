import { createServer } from 'node:net';

/** Whether nobody listens on this port of 127.0.0.1 (another process may still take it a moment later). */
export async function isPortFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined;
}

/** A port of 127.0.0.1 that was free a moment ago, chosen by the system. */
export async function anyFreePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === undefined) throw new Error('The system has no free port on 127.0.0.1.');
  return port;
}

/** The first free port from `first` on; `undefined` when a hundred in a row are taken. */
export async function nextFreePort(first: number): Promise<number | undefined> {
  for (let port = first; port < first + 100; port++) if (await isPortFree(port)) return port;
  return undefined;
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    // exclusive: otherwise a cluster's worker would share the port and never see that it is taken.
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address ? address.port : port;
      server.close(() => {
        resolve(found);
      });
    });
  });
}
