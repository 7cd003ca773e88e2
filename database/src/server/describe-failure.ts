import { DatabaseError } from '../errors.ts';

/** The number of a server's error; 0 for anything else. Decisions hang on it: mysql2 names some MariaDB errors wrongly. */
export function errnoOf(error: unknown): number {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : 0;
}

/**
 * Numbers that refuse a login: wrong password or unknown account, and what else ends with no session.
 * 1045 wrong password · 1698 socket authentication only · 3118 and 4151 locked · 1820 and 1862 expired · 1130 host not allowed.
 */
export const loginRefusals: readonly number[] = [1045, 1698, 3118, 4151, 1820, 1862, 1130];

/** Numbers that refuse a login because the password has expired: MariaDB's and MySQL's. */
export const expiryRefusals: readonly number[] = [1820, 1862];

/**
 * 1044 database · 1142 table · 1143 column · 1227 global · 1370 routine · 1410 GRANT that would create a user · 1045 and
 * 1698 of GRANT and REVOKE: whole server, roles and proxies.
 */
export const privilegeRefusals: readonly number[] = [1044, 1045, 1142, 1143, 1227, 1370, 1410, 1698];

/**
 * `number text` of a server's refusal, or the words of a failed connection, which sometimes are a code only. mysql2's
 * own `error.sql` is never used: it holds password hashes.
 */
function serverWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const errno = errnoOf(error);
  if (errno > 0) return `${errno} ${error.message}`;
  return error.message || ('code' in error ? String(error.code) : error.name);
}

/**
 * Turns a failed connection of the administrator into one sentence with what to do next.
 *
 * @param where host and port, or socket.
 */
export function describeConnectFailure(error: unknown, where: string, user: string): DatabaseError {
  const errno = errnoOf(error);
  const context = { where, user, errno };
  if (loginRefusals.includes(errno)) {
    const message =
      `The server at ${where} refused the administrator ${user}: ${serverWords(error)}. ` +
      'Nothing was changed. Check DB_ADMIN_USER and DB_ADMIN_PASSWORD.';
    return new DatabaseError('ACCESS_DENIED', message, { context, cause: error });
  }
  const message =
    `No database server answers at ${where}: ${serverWords(error)}. Nothing was changed. ` +
    'Start the private server with "npm run db:start", or name another one with DB_HOST, DB_PORT, ' +
    'DB_ADMIN_USER and DB_ADMIN_PASSWORD.';
  return new DatabaseError('NO_SERVER', message, { context, cause: error });
}

/**
 * Turns a refused look or change into one sentence.
 *
 * @param action what was being done, such as `create the user auth_service@localhost`; holds no SQL.
 */
export function describeStepFailure(error: unknown, action: string, done: number): DatabaseError {
  const errno = errnoOf(error);
  const code = privilegeRefusals.includes(errno) ? 'MISSING_PRIVILEGES' : 'STEP_FAILED';
  const before =
    done === 0 ? 'Nothing was changed' : `${done} earlier ${done === 1 ? 'change is' : 'changes are'} kept`;
  const message = `Could not ${action}: ${serverWords(error)}. ${before}; the same command run again completes it.`;
  return new DatabaseError(code, message, { context: { errno, done }, cause: error });
}
