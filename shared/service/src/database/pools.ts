import {
  mysqlConnectionOptions,
  type DatabaseConfiguration,
  type DatabaseLogin,
} from '@nilecare/config-validator';
import { createPool, type Pool } from 'mysql2/promise';
import { setTimeout as delay } from 'node:timers/promises';
import { destroyConnections, poolUsage, setPassword, type PoolUsage } from './pool-internals.ts';

/** Longest wait for one login, in milliseconds. */
export const connectTimeout = 10_000;

/** Milliseconds between two looks whether a pool is idle. */
const drainInterval = 20;

/** One pool for the user of now, and those of former users until their connections are given back. */
export interface Pools {
  /**
   * The pool of a login. Another password than before is that of the next connections; another user retires the
   * former one's pool.
   */
  readonly of: (login: DatabaseLogin) => Pool;
  /** From now on without TLS. */
  readonly withoutTls: () => void;
  /** Of all pools together. */
  readonly usage: () => PoolUsage;
  /** Ends every pool as soon as its connections are given back. */
  readonly drain: () => Promise<void>;
  /** Ends every pool at once; a query that runs fails. */
  readonly abandon: () => void;
}

/** Opens pools of at most `poolSize` connections; opens no connection by itself. */
export function openPools(configuration: DatabaseConfiguration): Pools {
  let current: { readonly pool: Pool; readonly user: string } | undefined;
  let hasTls = true;
  let isAbandoned = false;
  const all = new Set<Pool>();
  const retiring = new Map<Pool, Promise<void>>();

  const open = (login: DatabaseLogin): Pool => {
    const { ssl, ...plain } = mysqlConnectionOptions(configuration, login);
    const tls = ssl !== undefined && hasTls ? { ssl } : {};
    const pool = createPool({
      ...plain,
      ...tls,
      enableCleartextPlugin: sendsToken(configuration),
      connectionLimit: configuration.poolSize,
      connectTimeout,
    });
    all.add(pool);
    return pool;
  };
  const whenIdle = async (pool: Pool): Promise<void> => {
    while (!isAbandoned && isBusy(poolUsage(pool))) await delay(drainInterval);
    all.delete(pool);
    if (!isAbandoned) await pool.end();
  };
  const retire = (pool: Pool): Promise<void> => {
    const ended = retiring.get(pool) ?? whenIdle(pool);
    retiring.set(pool, ended);
    return ended;
  };
  const retireCurrent = () => {
    // A connection that cannot be closed in order is gone already.
    if (current) retire(current.pool).catch(() => undefined);
    current = undefined;
  };

  return {
    of: (login) => {
      if (current?.user !== login.user) retireCurrent();
      current ??= { pool: open(login), user: login.user };
      setPassword(current.pool, login);
      return current.pool;
    },
    withoutTls: () => {
      if (hasTls) retireCurrent();
      hasTls = false;
    },
    usage: () => [...all].map(poolUsage).reduce(plus, { used: 0, opening: 0, free: 0, waiting: 0 }),
    drain: async () => {
      await Promise.all([...all].map(retire));
    },
    abandon: () => {
      isAbandoned = true;
      for (const pool of all) {
        destroyConnections(pool);
        pool.end().catch(() => undefined);
      }
    },
  };
}

/** Tokens of RDS IAM go over the connection as they are; their source is refused without TLS that checks the server. */
function sendsToken({ runtime }: DatabaseConfiguration): boolean {
  return runtime.credentials.kind === 'rds-iam';
}

function isBusy({ used, waiting }: PoolUsage): boolean {
  return used + waiting > 0;
}

function plus(one: PoolUsage, other: PoolUsage): PoolUsage {
  return {
    used: one.used + other.used,
    opening: one.opening + other.opening,
    free: one.free + other.free,
    waiting: one.waiting + other.waiting,
  };
}
