import { createConnection } from 'mysql2/promise';
import { startProxy, type TestServer } from '@nilecare/dev-database';
import type { RowResult } from '../results/model.ts';
import { median } from '../results/statistics.ts';
import type { BenchServer } from './bench-server.ts';

/** A server, and how far away it seems. */
export interface Distant {
  readonly server: TestServer;
  readonly roundTrip?: NonNullable<RowResult['roundTrip']>;
}

/**
 * Puts a proxy in front of the server that holds back each answer, so that a query and its answer take so much longer.
 * What is sent without waiting for answers is not slowed down. That a connection is accepted takes no time, other than
 * over a real line: one round trip for each connection.
 *
 * @param milliseconds of a round trip; undefined: no proxy
 */
export async function withDelay<Result>(
  { server }: Pick<BenchServer, 'server'>,
  milliseconds: number | undefined,
  use: (distant: Distant) => Promise<Result>,
): Promise<Result> {
  if (milliseconds === undefined) return use({ server });
  const proxy = await startProxy(server);
  try {
    const before = await queryTime(proxy.server);
    proxy.delay({ toClient: milliseconds });
    const measured = Math.round(((await queryTime(proxy.server)) - before) * 10) / 10;
    return await use({ server: proxy.server, roundTrip: { asked: milliseconds, measured } });
  } finally {
    await proxy.close();
  }
}

/** Milliseconds of a query that does nothing; the median of some. */
async function queryTime({ host, port, user, password }: TestServer): Promise<number> {
  const connection = await createConnection({ host, port, user, password });
  try {
    const times: number[] = [];
    for (let count = 0; count < 15; count++) {
      const started = performance.now();
      await connection.query('DO 0');
      times.push(performance.now() - started);
    }
    return median(times);
  } finally {
    connection.destroy();
  }
}
