import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject } from '../project.ts';
import { saw } from './saw.ts';

describe.each(testServers())('on $kind $version', (server) => {
  it('T5 a migrator killed behind a CREATE VIEW, of which the journal keeps a digest, goes on behind it', async ({
    task,
  }) => {
    const project = await createProject(server, {
      'V1__b.sql': `CREATE TABLE a (id INT PRIMARY KEY);\nCREATE VIEW b AS SELECT id FROM a;\nCREATE TABLE c (id INT);`,
    });
    const killed = await project.run(['migrate'], { failpoint: 'statement-done:2=kill' });
    expect(killed.signal).toBe('SIGKILL');
    const journal = await project.query('SELECT statement, before_digest FROM schema_version_journal');
    expect(journal).toEqual([[2, expect.stringMatching(/^[0-9a-f]{64}$/)]]);
    const { code, stderr } = await project.run(['migrate']);
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect(await project.history()).toEqual(['1 SQL 1']);
    saw(task, 'the digest was read back, the statement found in effect');
  });
});
