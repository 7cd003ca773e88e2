import { testServers } from '@nilecare/dev-database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recorder, rejection, until } from '../../test/project.ts';
import { closeSession, openTestSession, type TestSession } from '../../test/session.ts';
import { qualifiedName } from '../history/sql.ts';
import { releaseLease } from '../journal/lease-sql.ts';
import { createJournal, newestRun, readRecords } from '../journal/mysql-journal.ts';
import { journalTable } from '../journal/sql.ts';
import { describeError } from '../report/describe-error.ts';
import { eventLine } from '../report/progress.ts';
import { InterruptedError, LockError } from '../run-errors.ts';
import type { Companion } from './companion.ts';
import type { Lease } from './heartbeat.ts';
import { takeLease, type LeaseOptions } from './lease.ts';

const here = { identity: 'node 1', isClustered: true };
const elsewhere = { identity: 'node 2', isClustered: true };
const runner = { host: 'db1', process: 4711, toolVersion: '1.2.3', gitCommit: 'abc' };
const common = { runner, node: here, seconds: 4, timeout: 60, listener: () => undefined, stop: undefined };

describe.each(testServers())('the lease on $kind $version', (server) => {
  let mine: TestSession;
  let beats: TestSession;
  let companion: Companion;
  const taken: Lease[] = [];

  beforeEach(async () => {
    [mine, beats] = [await openTestSession(server), await openTestSession(server)];
    companion = { use: (work) => work(beats.session), close: () => Promise.resolve() };
    await createJournal(mine.session, mine.table);
  });
  afterEach(async () => {
    for (const lease of taken.splice(0)) await lease.release();
    await closeSession(mine);
    await closeSession(beats);
  });

  const see = async () => newestRun(await readRecords(mine.session, mine.table));
  const take = async (options: Partial<LeaseOptions> = {}) => {
    const seen = await see();
    const lease = await takeLease(mine.session, companion, mine.table, { ...common, seen, ...options });
    if (lease !== 'moved on') taken.push(lease);
    return lease;
  };
  const held = async (options?: Partial<LeaseOptions>) => {
    const lease = await take(options);
    if (lease === 'moved on') throw new Error('moved on');
    return lease;
  };
  const journalName = () => qualifiedName(journalTable(mine.table));
  const change = (assignments: string) =>
    mine.session.query('edit the journal', `UPDATE ${journalName()} SET ${assignments} WHERE id = 0`);
  const present = async () => (await readRecords(mine.session, mine.table))[0];

  it('says who has it, until it is given back', async () => {
    const lease = await held();
    expect(lease.run).toBe(1);
    const { connectionId: connection } = mine.session;
    const record = await present();
    expect(record).toMatchObject({
      run: 1,
      runner: {
        host: 'db1',
        process: 4711,
        connection,
        server: 'node 1',
        toolVersion: '1.2.3',
        gitCommit: 'abc',
      },
      lease: { owner: lease.owner },
    });
    expect(record?.runner.account).toContain(server.user);
    expect(record?.lease?.expiresIn).toBeGreaterThan(0);
    expect(record?.lease?.expiresIn).toBeLessThanOrEqual(4);
    expect(record).not.toHaveProperty('endedAt');
    await lease.release();
    expect(await present()).not.toHaveProperty('lease');
    expect(await present()).toHaveProperty('endedAt');
  });

  it('keeps the record of the run before, with how far it came', async () => {
    await held();
    await change(
      "script = 'V1__a.sql', direction = 'migrate', after_rank = 0, state = 'running', total = 3, committed = 2, digests = '1:'",
    );
    const next = await held();
    expect(next.run).toBe(2);
    const [now, before] = await readRecords(mine.session, mine.table);
    expect(now).not.toHaveProperty('position');
    expect(before).toMatchObject({ run: 1, position: { script: 'V1__a.sql', committed: 2 } });
    expect(before).not.toHaveProperty('lease');
  });

  it('has one winner when two take it at once', async () => {
    const other = await openTestSession(server);
    const options = { ...common, seen: await see() };
    const leases = await Promise.all([
      takeLease(mine.session, companion, mine.table, options),
      takeLease(other.session, companion, mine.table, { ...options, node: elsewhere, timeout: 0 }).catch(
        (error: unknown) => error,
      ),
    ]);
    const winners = leases.filter((lease): lease is Lease => 'owner' in Object(lease));
    taken.push(...winners);
    expect(winners).toHaveLength(1);
    await closeSession(other);
  });

  it('is not taken on a plan that is older than its last owner', async () => {
    const seen = await see();
    await (await held()).release();
    expect(await take({ seen })).toBe('moved on');
    expect(await held()).toMatchObject({ run: 2 });
  });

  it('is not taken on a plan that was made while its last owner was at work', async () => {
    const first = await held({ node: elsewhere });
    const seen = await see();
    await first.release();
    expect(await take({ seen })).toBe('moved on');
    expect(await held()).toMatchObject({ run: 2 });
  });

  it('of an owner on another node is waited for, and what he did is looked at then', async () => {
    const first = await held({ node: elsewhere });
    const { events, listener } = recorder();
    const waiting = take({ listener });
    await until(() => Promise.resolve(events.length > 0));
    expect(eventLine(events[0] as never)).toMatch(
      /^Lock lease held by db1\/4711 \(.+@.+\), token 1, expires in [34] s unless it is renewed\. Waiting for it \(\d of 60 s\)$/,
    );
    await first.release();
    expect(await waiting).toBe('moved on');
    expect(await held()).toMatchObject({ run: 2 });
  });

  it('T2: names an owner on another node who does not end in time', async () => {
    await held({ node: elsewhere });
    const error = await rejection(take({ timeout: 1 }), LockError);
    expect(describeError(error)).toMatch(
      /^Lock lease held by db1\/4711 \(.+\), token 1, expires in \d+ s unless it is renewed\. Waited [12] s\. Nothing was changed\.\n/,
    );
  });

  it(
    'of a dead owner on another node is free when nothing was heard of him for its time',
    { timeout: 60_000 },
    async () => {
      await change(
        "run = 7, owner = 'dead', server = 'node 2', expires_at = UTC_TIMESTAMP(3) + INTERVAL 1 HOUR",
      );
      const started = performance.now();
      expect(await take()).toBe('moved on');
      expect(performance.now() - started).toBeGreaterThan(3900);
      expect(await held()).toMatchObject({ run: 8 });
    },
  );

  it('of an owner who beats is not free, whatever the clocks say', async () => {
    const first = await held({ node: elsewhere });
    // The clock of the node was put back by an hour: what he writes is in the past already.
    await change('expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR');
    const error = await rejection(take({ timeout: 6 }), LockError);
    expect(error.lease).toMatchObject({ run: 1 });
    first.check();
    expect((await present())?.lease?.expiresIn).toBeGreaterThan(0);
  });

  it('is lost to an owner who finds another in the row', async () => {
    const first = await held();
    first.check();
    await held();
    await until(() => {
      try {
        first.check();
        return Promise.resolve(false);
      } catch (error) {
        expect(error).toBeInstanceOf(LockError);
        return Promise.resolve(true);
      }
    }, 30);
    await first.release();
    expect((await present())?.lease).toBeDefined();
  });

  describe('on a server by itself, given back by the run', () => {
    const alone = { node: { ...here, isClustered: false } };
    const update = async ({ run, owner }: Lease) => {
      await mine.session.query('begin', 'START TRANSACTION');
      await mine.session.change('give back', releaseLease(mine.table), [run, owner]);
    };
    const beatIsWaiting = () =>
      until(async () => {
        const sql = 'SELECT info FROM information_schema.processlist WHERE id = ?';
        const rows = await mine.session.query<{ info: string | null }>('look', sql, [
          beats.session.connectionId,
        ]);
        return rows[0]?.info?.startsWith('UPDATE') ?? false;
      });

    it('is free while a beat waits for the commit, which changes nothing', async () => {
      const lease = await held(alone);
      await mine.session.query('begin', 'START TRANSACTION');
      await mine.session.query('lock', `SELECT run FROM ${journalName()} WHERE id = 0 FOR UPDATE`);
      await beatIsWaiting();
      await lease.giveBackWith(async () => {
        await mine.session.change('give back', releaseLease(mine.table), [lease.run, lease.owner]);
        await mine.session.query('commit', 'COMMIT');
      });
      await lease.release();
      expect(await present()).not.toHaveProperty('lease');
      expect(await present()).toHaveProperty('endedAt');
    });

    it('is not touched any more, whoever has it then', async () => {
      const lease = await held(alone);
      await lease.giveBackWith(async () => {
        await update(lease);
        await mine.session.query('commit', 'COMMIT');
      });
      // As if nothing had been given back: a query of release() would show.
      await change(`owner = '${lease.owner}'`);
      await lease.release();
      expect((await present())?.lease).toMatchObject({ owner: lease.owner });
    });

    it('is given back by release() when the commit failed', async () => {
      const lease = await held(alone);
      const failing = lease.giveBackWith(async () => {
        await update(lease);
        await mine.session.query('take back', 'ROLLBACK');
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      lease.check();
      expect((await present())?.lease).toMatchObject({ owner: lease.owner });
      await lease.release();
      expect(await present()).not.toHaveProperty('lease');
    });
  });

  it('is no longer waited for when it is told to stop', async () => {
    await held({ node: elsewhere });
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort('SIGTERM');
    }, 300);
    await rejection(take({ stop: stop.signal }), InterruptedError);
  });
});
