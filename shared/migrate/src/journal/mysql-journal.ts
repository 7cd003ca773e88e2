import { QueryError } from '../errors.ts';
import type { Value } from '../history/literals.ts';
import type { TableName } from '../history/sql.ts';
import { LockError } from '../run-errors.ts';
import type { Session, SessionVariables } from '../session.ts';
import { checkRecords, noJournal, tableFault, type TableFacts } from './check-records.ts';
import type { Channel, Journal, JournalRecord, Position } from './journal.ts';
import { overSnapshot } from './over-snapshot.ts';
import * as sql from './sql.ts';
import { toPosition, toRecord, type StoredPosition, type StoredRecord } from './stored-record.ts';

/** Neither the table, nor perhaps the schema. */
const isMissing: readonly (number | undefined)[] = [1146, 1049];

/**
 * The records of the side table, newest first: the present run or the last one, and those that did not end well. None
 * when the table does not exist.
 *
 * @throws JournalTableError when it cannot be worked with
 * @throws QueryError
 */
export async function readRecords(
  session: Pick<Session, 'query'>,
  history: TableName,
): Promise<readonly JournalRecord[]> {
  try {
    const purpose = 'read the journal';
    const rows = await session.query<StoredRecord & TableFacts>(purpose, sql.selectRecords(history));
    checkRecords(rows, history);
    return rows.filter(({ run }) => Number(run) > 0).map(toRecord);
  } catch (error) {
    if (error instanceof QueryError && isMissing.includes(error.fault.errno)) return [];
    const fault = tableFault(error, history);
    if (!fault) throw error;
    // Somebody else's table of that name has other columns.
    if (!(await isJournal(session, history))) throw noJournal(history);
    throw fault;
  }
}

/** The newest run as it was read in front of the history, so that any doing since is noticed. */
export interface SeenRun {
  /** 0 before the first one, and without a table. */
  readonly run: number;
  /** Who had the lease then; null when nobody. Whoever gives it back has changed what is read behind it. */
  readonly owner: string | null;
}

/** That of row 0. */
export function newestRun([newest]: readonly JournalRecord[]): SeenRun {
  return { run: newest?.run ?? 0, owner: newest?.lease?.owner ?? null };
}

/** Whether the side table is there, and is one of this engine: somebody else's may have its name. */
export async function isJournal(session: Pick<Session, 'query'>, history: TableName): Promise<boolean> {
  const { schema, table } = sql.journalTable(history);
  const rows = await session.query<{ comment: string }>('look for the journal', sql.selectComment(), [
    schema,
    table,
  ]);
  return sql.formatIn(rows[0]?.comment ?? '') !== undefined;
}

/** Creates the side table without a row; commits what is open (DDL). Nothing happens when it exists. */
export async function createEmptyJournal(session: Pick<Session, 'query'>, history: TableName): Promise<void> {
  await session.query('create the journal', sql.createTable(history));
}

/** The same, with its row 0. */
export async function createJournal(session: Pick<Session, 'query'>, history: TableName): Promise<void> {
  await createEmptyJournal(session, history);
  await session.query('create the journal', sql.insertPresent(history));
}

/** See {@link Journal.forget}; also for a rehearsal, which only writes down what is sent. */
export async function resolveRecords(
  session: Pick<Session, 'query'>,
  history: TableName,
  script: string,
): Promise<void> {
  await session.query('write the journal', sql.resolveRecords(history), [script]);
}

/**
 * Ends all unfinished records, for a history that is created anew beside the journal of one that is gone: nothing of
 * its scripts may be gone on with. Nothing happens without a journal.
 */
export async function resolveLeftOvers(session: Pick<Session, 'query'>, history: TableName): Promise<void> {
  if (await isJournal(session, history))
    await session.query('write the journal', sql.resolveLeftOvers(history));
}

/** What the journal's queries check. */
export interface Holding {
  readonly lease: {
    readonly run: number;
    readonly owner: string;
    /** @throws LockError when it is known to be lost */
    check(): void;
  };
  readonly lockName: string;
  /** CONNECTION_ID() of the working connection, which holds the lock. */
  readonly connection: number;
  /** Of the working session, as it began. */
  readonly initial: SessionVariables;
  /** Puts them back, with autocommit off; commits nothing. */
  restore(): Promise<void>;
}

/** Runs a query on the connection that a channel stands for. */
export type OnChannel = <Result>(
  channel: Channel,
  work: (session: Pick<Session, 'query' | 'change' | 'server'>) => Promise<Result>,
) => Promise<Result>;

/** The journal of the run that holds the lease, in the table. */
export function mysqlJournal(history: TableName, holding: Holding, on: OnChannel): Journal {
  let step = 0;
  let current: Position | undefined;
  const { lease, lockName, connection, initial } = holding;
  const held = [lease.run, lease.owner, lockName, connection];

  return {
    isKept: true,

    check: () => {
      lease.check();
    },

    async write(position, channel, besides) {
      lease.check();
      const isNext = !current || isAnother(current, position);
      if (isNext) step++;
      current = position;
      const given = besides === 'lease is given back' ? [sql.leaseGivenBack] : [];
      const changed = await on(channel, async (session) => {
        const change = (text: string, values: readonly Value[]) =>
          session
            .change('write the journal', overSnapshot(session.server, text), values)
            .catch((error: unknown) => {
              throw tableFault(error, history) ?? error;
            });
        const advanced = isNext
          ? 0
          : await change(sql.advancePosition(history, ...given), [...advancing(position), ...held, step]);
        if (isNext && besides === 'session must be fresh') {
          const text = sql.setPositionInFresh(history, initial);
          const begun = await change(text, [...whole(position, step), ...held]);
          if (begun > 0) return begun;
          await holding.restore();
        }
        // A rolled back transaction may have taken the beginning of the script with it.
        if (advanced > 0) return advanced;
        return change(sql.setPosition(history, ...given), [...whole(position, step), ...held]);
      });
      if (changed === 0) throw new LockError({ lockName, waited: 0, reason: 'lost', holder: undefined });
    },

    forget: (script) => on('working', (session) => resolveRecords(session, history, script)),

    async read() {
      const rows = await on('working', (session) =>
        session.query<StoredPosition>('read the journal', sql.selectPosition(history), [lease.run, step]),
      );
      return rows[0] && toPosition(rows[0]);
    },
  };
}

function isAnother(one: Position, other: Position): boolean {
  return (
    one.script !== other.script || one.direction !== other.direction || one.afterRank !== other.afterRank
  );
}

function advancing({ state, committed, sent, session }: Position): readonly Value[] {
  return [
    state,
    committed,
    sent?.number ?? null,
    sent?.line ?? null,
    sent?.sha256 ?? null,
    sent?.kind ?? null,
    sent?.beforeDigest ?? null,
    session ?? null,
  ];
}

function whole(position: Position, step: number): readonly Value[] {
  const { script, direction, checksum, afterRank, total, digests } = position;
  return [step, script, direction, checksum, afterRank, total, digests, ...advancing(position)];
}
