import { DatabaseError } from '../errors.ts';
import type { Query } from './connect.ts';

/**
 * Runs `fn` while no other run rotates the passwords of these users: each of two would take the other's new password for
 * the old one. The lock is the server's, so that it holds between machines and ends with a run that is killed; a server
 * that has yet to notice such an end, or that of the run before, is given five seconds.
 *
 * @throws {DatabaseError} `BUSY`.
 */
export async function withTurns<T>(query: Query, users: readonly string[], fn: () => Promise<T>): Promise<T> {
  const taken: string[] = [];
  try {
    for (const user of users) {
      await take(query, user);
      taken.push(user);
    }
    return await fn();
  } finally {
    // A connection that broke has given its locks back.
    for (const user of taken) await query('SELECT RELEASE_LOCK(?)', [lockName(user)]).catch(() => undefined);
  }
}

async function take(query: Query, user: string): Promise<void> {
  const [row] = await query('SELECT GET_LOCK(?, 5) AS taken', [lockName(user)]);
  if (Number(row?.['taken']) === 1) return;
  throw new DatabaseError('BUSY', `Another run rotates the password of ${user} now. Nothing was changed.`, {
    context: { user },
  });
}

function lockName(user: string): string {
  return `nilecare-db rotate ${user}`;
}
