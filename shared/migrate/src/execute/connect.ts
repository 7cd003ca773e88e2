import { createConnection, type Connection, type ConnectionOptions } from 'mysql2/promise';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionConfig, TlsConfig } from '../config/config.ts';
import { InterruptedError } from '../run-errors.ts';
import { connectionError, faultOf } from './driver-error.ts';
import { stopSignal } from './stop.ts';

/**
 * Opens a connection of the driver, trying again after one second, two, four … up to the configured interval. TLS and
 * account are those that migrations use. The caller ends it.
 *
 * @throws ConnectionError after the configured retries, or at once when another try would be answered the same
 * @throws InterruptedError when `stop` is aborted between two tries
 */
export async function connectWithRetries(config: ConnectionConfig, stop?: AbortSignal): Promise<Connection> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await connect(config);
    } catch (error) {
      if (attempt >= config.retries || isLastingRefusal(error)) throw connectionError(config, error);
      await pause(Math.min(2 ** attempt, config.retryInterval), stop);
    }
  }
}

async function pause(seconds: number, stop: AbortSignal | undefined): Promise<void> {
  try {
    await delay(seconds * 1000, undefined, { ...(stop && { signal: stop }) });
  } catch (error) {
    throw stop?.aborted ? new InterruptedError(stopSignal(stop)) : error;
  }
}

/** Wrong password, no right to the database, unknown database: another try answers the same. */
function isLastingRefusal(error: unknown): boolean {
  return [1044, 1045, 1049].includes(faultOf(error).errno ?? 0);
}

async function connect(config: ConnectionConfig): Promise<Connection> {
  const options = connectionOptions(config);
  if (withoutTls.has(config.tls)) return createConnection(options);
  try {
    return await createConnection({ ...options, ...tlsOptions(config.tls) });
  } catch (error) {
    const serverHasNoTls = (error as { code?: string }).code === 'HANDSHAKE_NO_SSL_SUPPORT';
    if (config.tls.mode !== 'PREFERRED' || !serverHasNoTls) throw error;
    withoutTls.add(config.tls);
    return createConnection(options);
  }
}

/**
 * PREFERRED, and the server has answered that it has none. The connections that follow for the same configuration, and
 * for those derived from it, need not be opened twice.
 */
const withoutTls = new WeakSet<TlsConfig>();

function connectionOptions(config: ConnectionConfig): ConnectionOptions {
  return {
    ...(config.socketPath ? { socketPath: config.socketPath } : { host: config.host, port: config.port }),
    user: config.user,
    password: config.password,
    ...(config.database && { database: config.database }),
    charset: 'UTF8MB4_UNICODE_CI',
    connectTimeout: config.timeout,
    // A firewall may have dropped the connection without a word; Node asks ten times, a second apart.
    keepAliveInitialDelay: 10_000,
    dateStrings: true,
    supportBigNumbers: true,
    multipleStatements: false,
    // The driver fills four arrays of this size for each connection; of 16,000, its default, that takes milliseconds.
    maxPreparedStatements: 100,
    // Nobody sees where a query was called from, and writing it down takes as long as the rest of what the driver does for it.
    trace: false,
  };
}

/**
 * Without authorities of its own Node reads all that it knows, which takes a third of a short command's time, for a
 * certificate that nobody looks at. One object, because the driver makes one context for each.
 */
const unverified = { rejectUnauthorized: false, ca: [] as string[] };

/** A server that was verified may ask for the password as it is, as RDS does for tokens of IAM; JDBC drivers allow it too. */
function tlsOptions({ mode, certificateAuthority }: TlsConfig): ConnectionOptions {
  const ca = certificateAuthority === undefined ? {} : { ca: certificateAuthority };
  switch (mode) {
    case 'DISABLED':
      return {};
    case 'PREFERRED':
    case 'REQUIRED':
      return { ssl: unverified };
    case 'VERIFY_CA':
      return { ssl: { ...ca, rejectUnauthorized: true }, enableCleartextPlugin: true };
    case 'VERIFY_IDENTITY':
      return {
        ssl: { ...ca, rejectUnauthorized: true, verifyIdentity: true },
        enableCleartextPlugin: true,
      };
  }
}
