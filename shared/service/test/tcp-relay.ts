import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A relay in front of a server, so that a test can freeze or cut its connections. */
export interface TcpRelay {
  readonly port: number;
  /** Passes nothing on, without closing anything: what a frozen server looks like. */
  freeze(): void;
  thaw(): void;
  /** Cuts every connection and refuses new ones. */
  close(): Promise<void>;
}

/** Starts a relay, on a free port of this machine unless one is named. */
export async function startRelay(
  target: { readonly host: string; readonly port: number },
  wanted = 0,
): Promise<TcpRelay> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    return socket;
  };
  let isFrozen = false;
  const server = createServer((client) => {
    const upstream = track(connect(target.port, target.host));
    track(client).pipe(upstream).pipe(client);
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
    if (isFrozen) [client, upstream].forEach((socket) => socket.pause());
  });
  const port = await listen(server, wanted);
  const each = (action: 'pause' | 'resume') => sockets.forEach((socket) => socket[action]());
  return {
    port,
    freeze: () => {
      isFrozen = true;
      each('pause');
    },
    thaw: () => {
      isFrozen = false;
      each('resume');
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

/** A port of this machine where nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

/** A program that accepts connections and never says a word. */
export async function startMute(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  const port = await listen(server);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}
