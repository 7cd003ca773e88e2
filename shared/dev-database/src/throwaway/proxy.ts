import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { TestServer } from './start.ts';
import { ProxiedConnection, type ArmedTrigger, type Cut, type Trigger } from './proxied-connection.ts';

export type { Cut, Trigger } from './proxied-connection.ts';

/** A TCP proxy in front of a server, which breaks connections as a network does. */
export interface TestProxy {
  /** The server as it is reached through the proxy. */
  readonly server: TestServer;
  /** Connections so far; the first has number 1. */
  readonly count: () => number;
  /** Holds each piece back, in milliseconds. Pieces stay in order. */
  delay(milliseconds: { readonly toServer?: number; readonly toClient?: number }): void;
  /** Breaks the connections that are open now, or the nth one. */
  cut(how: Cut, nth?: number): void;
  /** What becomes of connections from now on: let through (at first), or refused by a reset. */
  accept(which: 'all' | 'none'): void;
  /** Waits for a text on its way to the server and does something about it, once. Resolves when it has happened. */
  when(trigger: Trigger): Promise<void>;
  /** Ends all connections and listens no more. */
  close(): Promise<void>;
}

/** Starts a proxy on a free port of 127.0.0.1; `close` is the caller's duty. */
export async function startProxy(target: TestServer): Promise<TestProxy> {
  const connections: ProxiedConnection[] = [];
  const triggers = new Set<ArmedTrigger>();
  const delays = { toServer: 0, toClient: 0 };
  let accepts: 'all' | 'none' = 'all';
  const listener = createServer((client) => {
    if (accepts === 'none') client.resetAndDestroy();
    else connections.push(new ProxiedConnection(client, target, delays, triggers));
  });
  const port = await listen(listener);
  const each = (nth?: number) =>
    connections.filter((_connection, index) => nth === undefined || index === nth - 1);
  const { kind, version, user, password } = target;
  return {
    server: { kind, version, user, password, host: '127.0.0.1', port },
    count: () => connections.length,
    delay: (milliseconds) => void Object.assign(delays, milliseconds),
    cut: (how, nth) => {
      for (const connection of each(nth)) connection.cut(how);
    },
    accept: (which) => void (accepts = which),
    when: (trigger) => new Promise<void>((done) => void triggers.add({ ...trigger, done })),
    async close() {
      accepts = 'none';
      for (const connection of connections) connection.cut('reset');
      listener.close();
      await once(listener, 'close');
    },
  };
}

async function listen(listener: Server): Promise<number> {
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return (listener.address() as AddressInfo).port;
}
