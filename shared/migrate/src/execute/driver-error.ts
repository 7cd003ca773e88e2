import type { ConnectionConfig } from '../config/config.ts';
import { ConnectionError, type LostWork, type ServerFault } from '../errors.ts';

/** Whether the connection is gone. Errors of the server have a positive errno and an SQL state, all others are its. */
export function isLost(error: unknown): boolean {
  const { errno, code = '', sqlState, fatal } = error as DriverError;
  if (fileErrors.includes(code)) return false;
  return (
    fatal === true || sqlState === undefined || errno === undefined || errno < 0 || farewells.includes(errno)
  );
}

/** The file of LOAD DATA LOCAL cannot be read; the connection has gone on. */
const fileErrors: readonly string[] = ['ENOENT', 'EACCES', 'EISDIR'];

/** Shutdown (1053), KILL on MariaDB (1927), idle time-out on MySQL (4031): the server says so and hangs up. */
const farewells: readonly number[] = [1053, 1927, 4031];

/** The server's words, or the system's. */
export function faultOf(error: unknown): ServerFault & { systemCode?: string } {
  const { errno, code, sqlState, message, sqlMessage } = error as DriverError;
  return {
    ...(errno !== undefined && errno > 0 && { errno }),
    ...(sqlState !== undefined && { sqlState }),
    ...(code !== undefined && { systemCode: code }),
    message: sqlMessage ?? message ?? String(error),
  };
}

/** @param during absent when no connection could be opened */
export function connectionError(
  config: ConnectionConfig,
  cause: unknown,
  during?: LostWork,
): ConnectionError {
  const { socketPath, host, port, user, database } = config;
  return new ConnectionError(
    {
      address: socketPath ?? `${host}:${port}`,
      user,
      database,
      fault: faultOf(cause),
      ...(during && { during }),
    },
    { cause },
  );
}

/** What mysql2 throws. */
interface DriverError {
  readonly errno?: number;
  readonly code?: string;
  readonly sqlState?: string;
  readonly fatal?: boolean;
  readonly message?: string;
  readonly sqlMessage?: string;
}
