/** On servers of their own: the lock keeps everybody from writing. */
import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { expect, it, onTestFinished } from 'vitest';
import { createProject } from './project.ts';

it.each(testServers())(
  'FLUSH TABLES WITH READ LOCK in a script keeps the journal from nothing, on $kind',
  async ({ kind }) => {
    const own = await startThrowawayServer({ kind });
    onTestFinished(() => own.stop());
    const project = await createProject(own.server, {
      'V1__a.sql': `CREATE TABLE a (id INT);
CREATE PROCEDURE look() SELECT COUNT(*) FROM a;
INSERT INTO a VALUES (1);
FLUSH TABLES WITH READ LOCK;
SELECT * FROM a;
CALL look();
UNLOCK TABLES;
INSERT INTO a VALUES (2);
CREATE TABLE b (id INT);`,
    });
    const killed = await project.run(['migrate'], { failpoint: 'statement-done:5=kill' });
    expect(killed.signal, killed.stderr).toBe('SIGKILL');
    expect((await project.run(['migrate'])).stderr).toBe('');
    expect(await project.query('SELECT id FROM a ORDER BY id')).toEqual([[1], [2]]);
    expect(await project.history()).toEqual(['1 SQL 1']);
  },
);
