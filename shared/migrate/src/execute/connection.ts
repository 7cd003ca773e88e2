import { defaultWaits, type ConnectionConfig } from '../config/config.ts';
import type { Session } from '../session.ts';
import { openCompanion, type Companion } from './companion.ts';
import { openConnection, type SessionOptions } from './open-connection.ts';
import type { LockAnswer } from './session-facts.ts';
import { watchServer } from './watch-server.ts';

/**
 * Opens one connection, hands it to `use` and closes it whatever happens; nothing ever re-opens it. A server that no
 * longer answers is noticed: see {@link watchServer}.
 *
 * @param use is given the companion of the connection as well, which is opened when it is first used, and whether the
 *   connection holds the lock that the options name
 * @throws ConnectionError after the configured retries
 * @throws InterruptedError when `stop` is aborted between two tries
 */
export async function withConnection<Result>(
  config: ConnectionConfig,
  options: SessionOptions,
  use: (session: Session, companion: Companion, got: LockAnswer) => Promise<Result>,
): Promise<Result> {
  const companion = openCompanion(config);
  try {
    const working = await openConnection(
      config,
      options,
      watchServer(companion, config.waits ?? defaultWaits),
    );
    try {
      const result = await use(working.session, companion, working.got);
      await working.close();
      return result;
    } finally {
      working.hangUp();
    }
  } finally {
    await companion.close();
  }
}
