import type { DatabaseConfiguration } from '@nilecare/config-validator';
import type { CredentialProvider } from '@nilecare/secrets';
import type { Pool } from 'mysql2/promise';
import { withDeadline } from '../deadline.ts';
import type { PoolUsage } from './pool-internals.ts';
import { openPools } from './pools.ts';

/** What routes query: mysql2's pool, except that it changes with the login. */
export type Database = Pick<Pool, 'query' | 'execute' | 'getConnection'>;

/** The database of a service, from its opening to its end. */
export interface OpenDatabase {
  readonly database: Database;
  /**
   * Sends a query that asks for nothing, through a new connection when none is open.
   *
   * @param patience milliseconds
   * @throws mysql2's error; ETIMEDOUT when there is no answer in time
   */
  readonly login: (patience: number) => Promise<void>;
  readonly usage: () => PoolUsage;
  /** Waits until every connection is given back, then closes them. */
  readonly drain: () => Promise<void>;
  /** Closes everything at once. */
  readonly abandon: () => void;
}

const refusedLogin = 1045;

/** Opens no connection yet. The logins are the caller's to close. */
export function openDatabase(configuration: DatabaseConfiguration, logins: CredentialProvider): OpenDatabase {
  const pools = openPools(configuration);
  const withPool = async <T>(use: (pool: Pool) => Promise<T>): Promise<T> => {
    const attempt = async () => use(pools.of(await logins.current()));
    try {
      return await attempt();
    } catch (error) {
      // Either error comes from opening a connection: the query was not sent.
      if (isWithoutTls(error, configuration)) pools.withoutTls();
      else if (!isRefused(error) || !(await logins.refresh())) throw error;
      return attempt();
    }
  };
  const database = passOn(withPool);
  const late = () => Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
  return {
    database,
    login: async (patience) => {
      // A secret store has its own deadline, and its own words for being late.
      await logins.current();
      await withDeadline(database.query('SELECT 1'), patience, late);
    },
    usage: pools.usage,
    drain: pools.drain,
    abandon: pools.abandon,
  };
}

/** The overloads of mysql2's methods are its own; the arguments are handed on as they come. */
function passOn(withPool: <T>(use: (pool: Pool) => Promise<T>) => Promise<T>): Database {
  type Arguments = [string];
  return {
    query: ((...given: Arguments) => withPool((pool) => pool.query(...given))) as Pool['query'],
    execute: ((...given: Arguments) => withPool((pool) => pool.execute(...given))) as Pool['execute'],
    getConnection: () => withPool((pool) => pool.getConnection()),
  };
}

function isRefused(error: unknown): boolean {
  return (error as { errno?: number }).errno === refusedLogin;
}

/** DB_SSL_MODE=PREFERRED means TLS where the server has it; mysql2 knows only yes and no. */
function isWithoutTls(error: unknown, { sslMode }: DatabaseConfiguration): boolean {
  return sslMode === 'PREFERRED' && (error as { code?: string }).code === 'HANDSHAKE_NO_SSL_SUPPORT';
}
