import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, vi } from 'vitest';
import { isFlywayMissing } from '../flyway.ts';
import { createProject, type Project } from '../project.ts';
import { flywayOfThisFile } from './flyway-of-this-file.ts';

// A Java takes seconds to start where the machine is busy.
vi.setConfig({ testTimeout: 240_000 });

const first = { 'V1__a.sql': 'CREATE TABLE a (id INT PRIMARY KEY);' };
const second = {
  'V2__b.sql':
    'CREATE TABLE b (id INT);\nINSERT INTO b VALUES (1);\nCREATE TABLE c (id INT);\nINSERT INTO c VALUES (2);',
};

const runFlyway = flywayOfThisFile();

/** A project whose second file was killed when two of its statements were committed and the third was on its way. */
async function killed(server: Parameters<typeof createProject>[0]): Promise<Project> {
  const project = await createProject(server, first);
  expect((await project.run(['migrate'])).code).toBe(0);
  await project.write(second);
  const run = await project.run(['migrate'], { failpoint: 'statement-sent:3=kill' });
  expect(run.signal).toBe('SIGKILL');
  expect(await project.query('SELECT state FROM schema_version_journal WHERE id = 0')).toEqual([['running']]);
  return project;
}

describe.skipIf(isFlywayMissing).each(testServers())(
  'Flyway beside the side table on $kind $version',
  (server) => {
    it('reads and writes the history of a migrated schema as ever, and leaves the table alone', async () => {
      const project = await createProject(server, first);
      await project.run(['migrate']);
      const before = await project.query('SELECT * FROM schema_version_journal');
      await project.write(second);
      for (const command of ['info', 'migrate', 'validate', 'repair'])
        expect(await runFlyway(project, [command]), command).toMatchObject({ code: 0 });
      expect(await project.query('SELECT * FROM schema_version_journal')).toEqual(before);
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
      expect((await project.run(['migrate'])).stdout).toMatch(/up to date/i);
    });

    it('shows a script that was killed as pending; what this engine goes on with, it then sees as applied', async () => {
      const project = await killed(server);
      const { stdout } = await runFlyway(project, ['info', '-outputType=json']);
      const { migrations } = JSON.parse(stdout) as { migrations: readonly Record<string, string>[] };
      expect(migrations.map(({ state }) => state)).toEqual(['Success', 'Pending']);
      const mine = await project.run(['migrate']);
      expect(mine, mine.stderr).toMatchObject({ code: 0 });
      expect(await runFlyway(project, ['validate'])).toMatchObject({ code: 0 });
      expect(await project.query('SELECT id FROM b UNION ALL SELECT id FROM c')).toEqual([[1], [2]]);
    });

    it('runs a script that was killed from its start, after which the journal is not believed any more', async () => {
      const project = await killed(server);
      await project.query('DROP TABLE IF EXISTS b, c');
      expect(await runFlyway(project, ['migrate'])).toMatchObject({ code: 0 });
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
      expect((await project.run(['migrate'])).stdout).toMatch(/up to date/i);
      expect((await project.run(['validate'])).code).toBe(0);
    });

    it('fails at what is there, and its repair lets either tool begin anew', async () => {
      const project = await killed(server);
      expect(await runFlyway(project, ['migrate'])).toMatchObject({ code: 1 });
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 0']);
      expect((await project.run(['info'])).stdout).toContain('Failed');
      expect(await runFlyway(project, ['repair'])).toMatchObject({ code: 0 });
      expect(await project.history()).toEqual(['1 SQL 1']);
    });

    it('repairs a script that failed here, which this engine then runs from its start', async () => {
      const project = await createProject(server, {
        ...first,
        'V2__b.sql': 'CREATE TABLE b (id INT);\nINSERT INTO nowhere VALUES (1);',
      });
      expect((await project.run(['migrate'])).code).toBe(1);
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 0']);
      expect(await runFlyway(project, ['repair'])).toMatchObject({ code: 0 });
      await project.query('DROP TABLE b');
      await project.write(second);
      const mine = await project.run(['migrate']);
      expect(mine, mine.stderr).toMatchObject({ code: 0 });
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
      expect(await runFlyway(project, ['validate'])).toMatchObject({ code: 0 });
    });

    it('drops it by clean, and either tool begins anew', async () => {
      const project = await killed(server);
      expect(await runFlyway(project, ['clean', '-cleanDisabled=false'])).toMatchObject({ code: 0 });
      expect(await project.query('SHOW TABLES')).toEqual([]);
      const mine = await project.run(['migrate']);
      expect(mine, mine.stderr).toMatchObject({ code: 0 });
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    });
  },
);
