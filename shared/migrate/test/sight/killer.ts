/** Ends a connection of this very thread before it sends anything more. */
import { Worker } from 'node:worker_threads';
import { createRequire } from 'node:module';
import type { TestServer } from '@nilecare/dev-database/testing';
import { onTestFinished } from 'vitest';

/** Kills the connections that are in the schema, but for the spared one; returns when the server has ended them. */
export type Kill = () => void;

/**
 * The worker works while this thread stands still, so that nothing is sent between the call and the kill: what is sent
 * next meets a dead connection.
 */
export async function startKiller(server: TestServer, schema: string, spared: number): Promise<Kill> {
  const state = new Int32Array(new SharedArrayBuffer(4));
  const { host, port, user, password } = server;
  const worker = new Worker(program, {
    eval: true,
    workerData: {
      mysql: createRequire(import.meta.url).resolve('mysql2/promise'),
      options: { host, port, user, password },
      schema,
      spared,
      state,
    },
  });
  onTestFinished(() => void worker.terminate());
  await new Promise((resolve) => worker.once('message', resolve));
  return () => {
    Atomics.store(state, 0, 0);
    worker.postMessage('kill');
    if (Atomics.wait(state, 0, 0, 20_000) === 'timed-out') throw new Error('the kill did not end');
  };
}

const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { mysql, options, schema, spared, state } = workerData;
require(mysql).createConnection(options).then((connection) => {
  const living = async () => {
    const [rows] = await connection.query('SELECT id FROM information_schema.processlist WHERE db = ? AND id <> ?', [schema, spared]);
    return rows;
  };
  parentPort.on('message', async () => {
    for (const { id } of await living()) await connection.query('KILL ' + id).catch(() => undefined);
    while ((await living()).length > 0) await new Promise((resolve) => setTimeout(resolve, 2));
    Atomics.store(state, 0, 1);
    Atomics.notify(state, 0);
  });
  parentPort.postMessage('ready');
});
`;
