import type { DatabaseLogin } from '@nilecare/config-validator';
import type { Pool } from 'mysql2/promise';

/** How many connections a pool has at this moment. */
export interface PoolUsage {
  /** Given out, or being opened. */
  readonly used: number;
  /** Of the used ones, those whose login is not over. */
  readonly opening: number;
  /** Open and idle. */
  readonly free: number;
  /** Queries that wait for a connection. */
  readonly waiting: number;
}

interface Queue<T> {
  readonly length: number;
  get(index: number): T;
}

/** What mysql2 has no public way to ask or to change; tests fail when it is gone. */
interface Internals {
  /** Each new connection begins with a copy of it. */
  readonly config: { readonly connectionConfig: { password: string } };
  readonly _allConnections: Queue<{ readonly authorized: boolean; destroy(): void }>;
  readonly _freeConnections: Queue<unknown>;
  readonly _connectionQueue: Queue<unknown>;
}

/** Counts the connections of a pool. */
export function poolUsage(pool: Pool): PoolUsage {
  const { _allConnections, _freeConnections, _connectionQueue } = internals(pool);
  const free = _freeConnections.length;
  const opening = connectionsOf(pool).filter(({ authorized }) => !authorized).length;
  return { used: _allConnections.length - free, opening, free, waiting: _connectionQueue.length };
}

/** Closes every socket of a pool, also one whose login hangs, which `end()` would wait for. */
export function destroyConnections(pool: Pool): void {
  for (const connection of connectionsOf(pool)) connection.destroy();
}

/** The password of connections that are opened from now on; those that are open stay. */
export function setPassword(pool: Pool, { password }: DatabaseLogin): void {
  internals(pool).config.connectionConfig.password = password.reveal();
}

function connectionsOf(pool: Pool) {
  const { _allConnections: all } = internals(pool);
  return Array.from({ length: all.length }, (_, index) => all.get(index));
}

function internals(pool: Pool): Internals {
  return pool.pool as unknown as Internals;
}
