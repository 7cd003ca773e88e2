import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { describeError } from '../src/report/describe-error.ts';
import { PartialRunError } from '../src/run-errors.ts';
import { createProject, rejection } from './project.ts';

describe.each(testServers())('statementTimeout on $kind $version', (server) => {
  it('ends a statement by KILL QUERY, and says what is committed and what to do', async () => {
    const project = await createProject(server, {
      'V1__slow.sql':
        'CREATE TABLE t (id INT) ENGINE=InnoDB;\nINSERT INTO t VALUES (1);\nUPDATE t SET id = (SELECT COUNT(*) FROM information_schema.columns a, information_schema.columns b, information_schema.columns c);',
    });
    const begun = Date.now();
    const error = await rejection(migrate(project.config({ statementTimeout: 2 })), PartialRunError);
    expect(Date.now() - begun).toBeGreaterThan(1900);
    expect(error.cause).toMatchObject({ fault: { ended: { kind: 'deadline', seconds: 2 } }, committed: 1 });
    const text = describeError(error);
    expect(text).toContain('V1__slow.sql');
    expect(text).toContain('Line       : 3');
    expect(text).toContain('It took longer than 2 s (statementTimeout), and was ended by KILL QUERY.');
    expect(text).toContain('Statement 1 is committed; statement 2 is rolled back');
    expect(text).toContain('-statementTimeout=<seconds>');
    expect(await project.query('SELECT id FROM t')).toEqual([]);
  });

  it('leaves statements alone that end in time', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'SELECT SLEEP(1);\nSELECT SLEEP(1);' });
    expect((await migrate(project.config({ statementTimeout: 2 }))).applied).toHaveLength(1);
  });
});
