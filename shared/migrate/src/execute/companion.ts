import { defaultWaits, type ConnectionConfig } from '../config/config.ts';
import { ConnectionError, QueryError } from '../errors.ts';
import type { Session } from '../session.ts';
import { answerWithin } from './patience.ts';
import { openConnection, type OpenSession } from './open-connection.ts';

/** A second connection of the same account, opened when first needed, never for what a script sees. */
export interface Companion {
  /**
   * Hands the connection to `work`: opened when it is needed first, and again when it was lost. One user at a time; the
   * others wait for their turn, so `work` MUST NOT call `use`.
   *
   * @throws ConnectionError when it cannot be opened, or is lost during `work`; the next user gets a new one
   * @throws what `work` throws
   */
  use<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /** Closes it, and waits no longer than a second for one who still uses it. It may be used again. */
  close(): Promise<void>;
}

/** Milliseconds without use after which it is asked whether it is still there: wait_timeout may have ended it. */
const idleTime = 1_000;

/** What waits for a lock here gives up soon (seconds): others of the engine wait for their turn. */
const setUp = 'SET innodb_lock_wait_timeout = 2, lock_wait_timeout = 2';

/** The companion of a connection with this configuration. Nothing is opened yet. */
export function openCompanion(config: ConnectionConfig): Companion {
  const answerTime = (config.waits ?? defaultWaits).answerTimeout * 1000;
  const own = {
    ...config,
    retries: 0,
    timeout: Math.min(config.timeout || answerTime, answerTime),
    sessionVariables: '',
  };
  let open: OpenSession | undefined;
  let lastUse = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const drop = () => {
    open?.hangUp();
    open = undefined;
  };
  const connected = async (): Promise<Session> => {
    if (open && Date.now() - lastUse > idleTime && !(await isThere(open.session))) drop();
    open ??= await openSettled(own, answerTime);
    return open.session;
  };
  const take = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> => {
    try {
      return await work(await connected());
    } catch (error) {
      if (error instanceof ConnectionError) drop();
      throw error;
    } finally {
      lastUse = Date.now();
    }
  };
  return {
    use: (work) => {
      const mine = turn.then(() => take(work));
      turn = mine.catch(() => undefined);
      return mine;
    },
    close: async () => {
      await answerWithin(1000, turn).catch(() => undefined);
      const closing = open;
      open = undefined;
      await closing?.close();
    },
  };
}

/** Nothing watches over this connection but itself, so each of its answers has a deadline. */
async function openSettled(config: ConnectionConfig, answerTime: number): Promise<OpenSession> {
  const opened = await openConnection(config, {}, (answer) => answerWithin(answerTime, answer));
  try {
    await opened.session.query('set up the second connection', setUp);
    return opened;
  } catch (error) {
    opened.hangUp();
    throw error;
  }
}

async function isThere(session: Session): Promise<boolean> {
  try {
    await session.query('try the second connection', 'DO 0');
    return true;
  } catch (error) {
    if (error instanceof ConnectionError) return false;
    throw error;
  }
}

/**
 * Ends what a connection is running: it fails with 1317 there. Nothing happens when it runs nothing or is no more.
 *
 * @throws QueryError | ConnectionError
 */
export async function killQuery(companion: Companion, connectionId: number): Promise<void> {
  try {
    await companion.use((session) => session.query('end a statement', `KILL QUERY ${connectionId}`));
  } catch (error) {
    if (!(error instanceof QueryError) || error.fault.errno !== noSuchThread) throw error;
  }
}

const noSuchThread = 1094;
