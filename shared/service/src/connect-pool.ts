import {
  mysqlConnectionOptions,
  type DatabaseConfiguration,
  type DatabaseLogin,
  type MysqlConnectionOptions,
} from '@nilecare/config-validator';
import { createPool, type Pool } from 'mysql2/promise';
import { connectionFailure } from './connection-failure.ts';
import { withDeadline } from './deadline.ts';
import { ServiceError } from './errors.ts';

/** Longest wait for one login, in milliseconds. */
const connectTimeout = 10_000;

/**
 * Opens a pool of at most `poolSize` connections and logs in once, so that wrong settings show at once.
 * @throws {ServiceError} DATABASE_UNREACHABLE with cause and advice; the pool is closed then
 */
export async function connectPool(database: DatabaseConfiguration): Promise<Pool> {
  try {
    return await connectWithFallback(database);
  } catch (error) {
    throw error instanceof ServiceError ? error : connectionFailure(error, database);
  }
}

/** DB_SSL_MODE=PREFERRED means TLS where the server has it; mysql2 knows only yes and no. */
async function connectWithFallback(database: DatabaseConfiguration): Promise<Pool> {
  const { ssl, ...plain } = mysqlConnectionOptions(database, fixedLogin(database));
  if (ssl === undefined) return openPool(plain, database.poolSize);
  try {
    return await openPool({ ...plain, ssl }, database.poolSize);
  } catch (error) {
    const isOptional = database.sslMode === 'PREFERRED';
    if (isOptional && (error as { code?: string }).code === 'HANDSHAKE_NO_SSL_SUPPORT')
      return openPool(plain, database.poolSize);
    throw error;
  }
}

function fixedLogin({ migrator, runtime = migrator }: DatabaseConfiguration): DatabaseLogin {
  const { user, credentials } = runtime;
  if (credentials.kind === 'fixed' || credentials.kind === 'file')
    return { user, password: credentials.password };
  throw new ServiceError(
    'DATABASE_UNREACHABLE',
    `The password of ${user} comes from a ${credentials.kind}, which services cannot read yet.\n` +
      'Try: set DB_PASSWORD or DB_PASSWORD_FILE.',
  );
}

async function openPool(options: MysqlConnectionOptions, connectionLimit: number): Promise<Pool> {
  const pool = createPool({ ...options, connectionLimit, connectTimeout });
  const late = () => Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
  try {
    await withDeadline(pool.query('SELECT 1'), connectTimeout, late);
    return pool;
  } catch (error) {
    // A login that hangs would keep end() waiting; what it says no longer matters.
    pool.end().catch(() => undefined);
    throw error;
  }
}
