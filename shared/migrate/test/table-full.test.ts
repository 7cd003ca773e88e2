import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { describeError } from '../src/report/describe-error.ts';
import { PartialRunError } from '../src/run-errors.ts';
import { createProject, rejection } from './project.ts';

/** A table in memory is full as one on a full disk is (1114), and needs no mount, which only root may make. */
const filling = `CREATE TABLE t (id INT) ENGINE=InnoDB;
CREATE TABLE big (filler CHAR(200)) ENGINE=MEMORY;
INSERT INTO t VALUES (1);
INSERT INTO big SELECT REPEAT('x', 200) FROM information_schema.columns;`;

describe.each(testServers())('T17: a full table on $kind $version', ({ kind }) => {
  it('is said with what to do, and history and journal stay readable', async () => {
    const own = await startThrowawayServer({ kind, flags: ['--max-heap-table-size=16384'] });
    onTestFinished(() => own.stop());
    const project = await createProject(own.server, { 'V1__big.sql': filling });
    const error = await rejection(migrate(project.config()), PartialRunError);
    expect(error.cause).toMatchObject({ fault: { errno: 1114 }, committed: 2, statement: { number: 4 } });
    expect(describeError(error)).toContain('Free space on the server');
    expect(await project.query('SELECT id FROM t')).toEqual([]);
    expect(await project.history()).toEqual(['1 SQL 0']);
    expect(
      await project.query('SELECT state, committed, statement FROM schema_version_journal WHERE id = 0'),
    ).toEqual([['failed', 2, 4]]);
  });
});
