import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { TableName } from '../history/sql.ts';
import type { Channel, Journal } from '../journal/journal.ts';
import { createJournal, mysqlJournal } from '../journal/mysql-journal.ts';
import { qualifiedName } from '../history/sql.ts';
import { journalTable } from '../journal/sql.ts';
import type { Session } from '../session.ts';
import type { Companion } from './companion.ts';
import type { HeldLock } from './lock.ts';

/** What a journal is opened with. */
export interface JournalContext {
  readonly session: Session;
  readonly companion: Companion;
  readonly lock: HeldLock;
  /** Of the history; it must exist. */
  readonly table: TableName;
}

/**
 * Creates the side table when it is missing, takes the lease, and hands the journal to `work`; the lease is given back
 * whatever happens.
 */
export async function withJournal<Result>(
  { session, companion, lock, table }: JournalContext,
  work: (journal: Journal) => Promise<Result>,
): Promise<Result> {
  await createJournal(session, table);
  const owner = randomBytes(16).toString('hex');
  const name = qualifiedName(journalTable(table));
  await session.change(
    'take the lease',
    `UPDATE ${name} SET run = run + 1, owner = ?, account = USER(), host = ?, process = ?, connection = ?, tool_version = '', started_at = UTC_TIMESTAMP(3), ended_at = NULL, step = 0, script = NULL WHERE id = 0`,
    [owner, hostname(), process.pid, session.connectionId],
  );
  const [present] = await session.query<{ run: number }>(
    'take the lease',
    `SELECT run FROM ${name} WHERE id = 0`,
  );
  const run = Number(present?.run);
  const holding = { run, owner, lockName: lock.name, connection: session.connectionId };
  const journal = mysqlJournal(table, holding, (channel: Channel, use) =>
    channel === 'working' ? use(session) : companion.use(use),
  );
  try {
    return await work(journal);
  } finally {
    await session
      .change(
        'give the lease back',
        `UPDATE ${name} SET owner = NULL WHERE id = 0 AND run = ? AND owner = ?`,
        [run, owner],
      )
      .catch(() => undefined);
  }
}
