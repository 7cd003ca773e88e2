import { ConnectionError } from '../../errors.ts';

/**
 * Why a database could not be begun, when others may free what is missing: `full` when the server, or the account, has
 * no connection left; `away` when the server could not be reached.
 */
export function noRoom(error: unknown): 'full' | 'away' | undefined {
  if (!(error instanceof ConnectionError) || error.during) return undefined;
  const { errno, message, systemCode = '' } = error.fault;
  if (errno === 1040 || errno === 1203) return 'full';
  // 1226 is said of queries in an hour too, for which nobody waits.
  if (errno === 1226) return message.includes('max_user_connections') ? 'full' : undefined;
  return errno === undefined && networkFaults.includes(systemCode) ? 'away' : undefined;
}

const networkFaults: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
];
