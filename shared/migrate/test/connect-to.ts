import type { TestServer } from '@nilecare/dev-database/testing';
import { createConnection, type Connection, type ConnectionOptions } from 'mysql2/promise';

/** A connection as the administrator of a test server; the caller ends it. */
export function connectTo(
  { host, port, user, password }: TestServer,
  options: ConnectionOptions = {},
): Promise<Connection> {
  // The driver makes room for 16000 prepared statements, which takes longer than to connect.
  return createConnection({ host, port, user, password, maxPreparedStatements: 1, ...options });
}
