import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { TestServer } from '@nilecare/dev-database/testing';
import { createConnection, type RowDataPacket } from 'mysql2/promise';

/** What could be seen from outside while programs ran. */
export interface Sightings {
  /** Every distinct command line of a process. */
  readonly commandLines: string;
  /** The environment of each database server. */
  readonly serverEnvironments: string;
  /** Every statement that SHOW FULL PROCESSLIST showed. */
  readonly statements: string;
  /** How often the processes were looked at, and how many milliseconds lay between two looks, as a median. */
  readonly samples: number;
  readonly medianGap: number;
}

/**
 * Looks at the processes of this machine each 10 ms, and at those of a server each 5 ms behind its answer: the general log
 * holds every statement as well, and without a pause this took more of the processor than what it watches.
 */
export async function watchLeaks(server: TestServer): Promise<{ stop(): Promise<Sightings> }> {
  const worker = new Worker(path.join(import.meta.dirname, 'sample-processes.cjs'));
  await once(worker, 'message');
  const { host, port, user, password } = server;
  const connection = await createConnection({ host, port, user, password });
  const statements = new Set<string>();
  const ending = new AbortController();
  const watching = (async () => {
    while (!ending.signal.aborted) {
      const [rows] = await connection.query<RowDataPacket[]>('SHOW FULL PROCESSLIST');
      for (const { Info: info } of rows) statements.add(String(info));
      await delay(5);
    }
  })();
  return {
    async stop() {
      ending.abort();
      await watching;
      connection.destroy();
      worker.postMessage('stop');
      const [seen] = (await once(worker, 'message')) as [Omit<Sightings, 'statements'>];
      return { ...seen, statements: [...statements].join('\n') };
    },
  };
}
