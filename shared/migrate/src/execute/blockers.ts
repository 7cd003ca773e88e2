import { QueryError } from '../errors.ts';
import type { Blocker, LockWait } from '../lock-wait.ts';
import type { Querying, Server } from '../session.ts';

/** The statement that may wait, and the connection that it runs on. */
export interface Waiter {
  readonly connectionId: number;
  readonly server: Server;
  readonly text: string;
}

/**
 * What a statement waits for, as far as this account may see; undefined when it waits for no lock.
 *
 * @param session another connection than the statement's
 * @throws QueryError | ConnectionError
 */
export async function findLockWait(session: Querying, waiter: Waiter): Promise<LockWait | undefined> {
  const holders = await allowed(askForRowLock(session, waiter));
  if (holders && holders.length > 0) return waitFor('row', holders, session);
  const kind = await kindOfWait(session, waiter);
  if (kind === undefined) return undefined;
  const found = kind === 'row' ? holders : await allowed(askForMetadataLock(session, waiter));
  if (found && found.length > 0) return waitFor(kind, found, session);
  const isDenied = found === undefined && waiter.server.kind === 'mysql';
  const guessed = await allowed(openTransactions(session, waiter));
  if (!guessed) return { kind, blockers: [], hint: isDenied ? 'select' : 'process' };
  const hint = isDenied
    ? 'select'
    : waiter.server.kind === 'mysql'
      ? 'performance_schema'
      : 'metadata_lock_info';
  const { blockers, ...wait } = await waitFor(kind, guessed, session);
  return { ...wait, blockers: blockers.map((each) => ({ ...each, isCertain: false })), hint };
}

/** What the process list and, of rows, InnoDB say. */
async function kindOfWait(
  session: Querying,
  { connectionId }: Waiter,
): Promise<LockWait['kind'] | undefined> {
  const [row] = await session.query<{ state: string | null }>(
    'look what a statement waits for',
    'SELECT state AS state FROM information_schema.processlist WHERE id = ?',
    [connectionId],
  );
  const state = row?.state ?? '';
  if (/lock|flush/i.test(state) && !/user lock/i.test(state)) return 'metadata';
  const waiting = await allowed(
    session.query(
      'look whether a statement waits for a row lock',
      "SELECT 1 FROM information_schema.innodb_trx WHERE trx_mysql_thread_id = ? AND trx_state = 'LOCK WAIT'",
      [connectionId],
    ),
  );
  return waiting && waiting.length > 0 ? 'row' : undefined;
}

interface BlockerRow {
  readonly id: number;
  readonly user: string | null;
  readonly host: string | null;
  readonly command: string | null;
  readonly seconds: number | null;
  readonly object: string | null;
}

/** Undefined when the account may not see it, or the server has no such table. */
async function allowed<Rows>(asking: Promise<Rows>): Promise<Rows | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}

const ofThreads =
  't.processlist_id AS id, t.processlist_user AS user, t.processlist_host AS host, t.processlist_command AS command, t.processlist_time AS seconds';
const ofProcesses = 'p.user AS user, p.host AS host, p.command AS command, p.time AS seconds';

function askForRowLock(session: Querying, { connectionId, server }: Waiter) {
  const sql =
    server.kind === 'mysql'
      ? `SELECT DISTINCT ${ofThreads}, l.object_name AS object FROM performance_schema.threads me JOIN performance_schema.data_lock_waits w ON w.requesting_thread_id = me.thread_id JOIN performance_schema.threads t ON t.thread_id = w.blocking_thread_id LEFT JOIN performance_schema.data_locks l ON l.engine_lock_id = w.requesting_engine_lock_id WHERE me.processlist_id = ?`
      : `SELECT DISTINCT b.trx_mysql_thread_id AS id, ${ofProcesses}, l.lock_table AS object FROM information_schema.innodb_trx r JOIN information_schema.innodb_lock_waits w ON w.requesting_trx_id = r.trx_id JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id LEFT JOIN information_schema.innodb_locks l ON l.lock_id = w.requested_lock_id LEFT JOIN information_schema.processlist p ON p.id = b.trx_mysql_thread_id WHERE r.trx_mysql_thread_id = ?`;
  return session.query<BlockerRow>('look who holds a row lock', sql, [connectionId]);
}

/** Locks that go along with every reader and writer do not keep one of the same kind waiting. */
const strong =
  "('EXCLUSIVE', 'SHARED_NO_READ_WRITE', 'SHARED_NO_WRITE', 'SHARED_READ_ONLY', 'SHARED_UPGRADABLE')";

async function askForMetadataLock(
  session: Querying,
  { connectionId, server, text }: Waiter,
): Promise<readonly BlockerRow[]> {
  const purpose = 'look who holds a metadata lock';
  if (server.kind === 'mysql') {
    const sql = `SELECT DISTINCT ${ofThreads}, held.object_name AS object FROM performance_schema.threads me JOIN performance_schema.metadata_locks wanted ON wanted.owner_thread_id = me.thread_id AND wanted.lock_status = 'PENDING' JOIN performance_schema.metadata_locks held ON held.object_type = wanted.object_type AND held.object_schema <=> wanted.object_schema AND held.object_name <=> wanted.object_name AND held.owner_thread_id <> me.thread_id AND (wanted.lock_type IN ${strong} OR held.lock_type IN ${strong}) JOIN performance_schema.threads t ON t.thread_id = held.owner_thread_id WHERE me.processlist_id = ? AND held.lock_status = 'GRANTED'`;
    return session.query<BlockerRow>(purpose, sql, [connectionId]);
  }
  // The plug-in tells which locks are held, and not which one is waited for.
  const sql = `SELECT DISTINCT m.thread_id AS id, ${ofProcesses}, m.table_name AS object FROM information_schema.metadata_lock_info m LEFT JOIN information_schema.processlist p ON p.id = m.thread_id WHERE m.thread_id <> ? AND m.table_name <> ''`;
  const rows = await session.query<BlockerRow>(purpose, sql, [connectionId]);
  return rows.filter(({ object }) => object !== null && text.toLowerCase().includes(object.toLowerCase()));
}

/** Where the server does not tell: who has a transaction open may hold the lock. */
function openTransactions(session: Querying, { connectionId }: Waiter) {
  const sql = `SELECT b.trx_mysql_thread_id AS id, ${ofProcesses}, NULL AS object FROM information_schema.innodb_trx b JOIN information_schema.processlist p ON p.id = b.trx_mysql_thread_id WHERE b.trx_mysql_thread_id NOT IN (0, ?) ORDER BY b.trx_started LIMIT 5`;
  return session.query<BlockerRow>('look for open transactions', sql, [connectionId]);
}

function blockerOf({ id, user, host, command, seconds }: BlockerRow): Blocker {
  return {
    connectionId: Number(id),
    ...(user !== null && { user }),
    ...(host !== null && { host }),
    ...(command !== null && { isIdle: command === 'Sleep' }),
    ...(seconds !== null && { seconds: Number(seconds) }),
    isCertain: true,
  };
}

async function waitFor(
  kind: LockWait['kind'],
  rows: readonly BlockerRow[],
  session: Querying,
): Promise<LockWait> {
  const object = rows.find((row) => row.object !== null)?.object?.replace(/^.*\.(?=.)/, '');
  const ages = await allowed(
    session.query<{ id: number; age: number }>(
      'look how long transactions are open',
      'SELECT trx_mysql_thread_id AS id, TIMESTAMPDIFF(SECOND, trx_started, NOW()) AS age FROM information_schema.innodb_trx WHERE trx_mysql_thread_id <> 0',
    ),
  );
  const blockers = rows.map((row) => {
    const age = ages?.find(({ id }) => Number(id) === Number(row.id))?.age;
    return { ...blockerOf(row), ...(age !== undefined && Number(age) >= 0 && { transaction: Number(age) }) };
  });
  return { kind, blockers, ...(object && { object: object.replaceAll('`', '') }) };
}
