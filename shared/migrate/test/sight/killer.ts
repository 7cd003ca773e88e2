/** Ends a connection of this very thread before it sends anything more. */
import { Worker } from 'node:worker_threads';
import { createRequire } from 'node:module';
import type { TestServer } from '@nilecare/dev-database/testing';

/** Kills on one server, by a thread of its own. */
export interface Killer {
  /** Kills the connections that are in a schema, but for the spared one; returns when the server has ended them. */
  kill(schema: string, spared: number): void;
  end(): Promise<unknown>;
}

/**
 * The worker works while this thread stands still, so that nothing is sent between the call and the kill: what is sent
 * next meets a dead connection.
 */
export async function startKiller({ host, port, user, password }: TestServer): Promise<Killer> {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const mysql = createRequire(import.meta.url).resolve('mysql2/promise');
  const worker = new Worker(program, {
    eval: true,
    workerData: { mysql, options: { host, port, user, password }, state },
  });
  await new Promise((resolve) => worker.once('message', resolve));
  return {
    kill(schema, spared) {
      Atomics.store(state, 0, 0);
      worker.postMessage({ schema, spared });
      if (Atomics.wait(state, 0, 0, 20_000) === 'timed-out') throw new Error('the kill did not end');
    },
    end: () => worker.terminate(),
  };
}

const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { mysql, options, state } = workerData;
require(mysql).createConnection(options).then((connection) => {
  parentPort.on('message', async ({ schema, spared }) => {
    const living = async () => {
      const [rows] = await connection.query('SELECT id FROM information_schema.processlist WHERE db = ? AND id <> ?', [schema, spared]);
      return rows;
    };
    for (const { id } of await living()) await connection.query('KILL ' + id).catch(() => undefined);
    while ((await living()).length > 0) await new Promise((resolve) => setTimeout(resolve, 2));
    Atomics.store(state, 0, 1);
    Atomics.notify(state, 0);
  });
  parentPort.postMessage('ready');
});
`;
