import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, vi } from 'vitest';
import { isFlywayMissing } from '../flyway.ts';
import { createProject, type Project } from '../project.ts';
import { flywayOfThisFile, type Said } from './flyway-of-this-file.ts';

// A Java takes seconds to start where the machine is busy.
vi.setConfig({ testTimeout: 240_000 });

type Tool = 'native' | 'flyway';

const runFlyway = flywayOfThisFile();

const files = {
  'V1__a.sql': 'CREATE TABLE a (id INT PRIMARY KEY);',
  'R__v.sql': 'CREATE OR REPLACE VIEW v AS SELECT id FROM a;',
};
const second = { 'V2__b.sql': 'CREATE TABLE b (id INT);', 'U2__b.sql': 'DROP TABLE b;' };

/** One turn of one tool, which must succeed, after which `validate` of both must be content. */
async function turn(project: Project, tool: Tool, ...args: readonly string[]): Promise<Said> {
  const ended = await run(project, tool, args);
  expect(ended, `${tool} ${args.join(' ')}: ${ended.stdout}${ended.stderr}`).toMatchObject({ code: 0 });
  await bothAreContent(project);
  return ended;
}

function run(project: Project, tool: Tool, args: readonly string[]): Promise<Said> {
  return tool === 'native' ? project.run(args) : runFlyway(project, args);
}

async function bothAreContent(project: Project): Promise<void> {
  const pending = '-ignoreMigrationPatterns=*:pending';
  const [mine, theirs] = await Promise.all([
    project.run(['validate', pending]),
    runFlyway(project, ['validate', pending]),
  ]);
  expect(mine, mine.stdout).toMatchObject({ code: 0 });
  expect(theirs, theirs.stdout).toMatchObject({ code: 0 });
}

/** What both say of each migration: its version or description, and its state. */
async function states(project: Project): Promise<readonly string[]> {
  const both = await Promise.all(
    (['native', 'flyway'] as const).map(async (tool) => {
      const { stdout } = await run(project, tool, ['info', '-outputType=json']);
      const { migrations } = JSON.parse(stdout) as { migrations: readonly Record<string, string>[] };
      return migrations.map(({ version, description, state }) => `${version || description} ${state}`);
    }),
  );
  expect(both[0]).toEqual(both[1]);
  return both[0] ?? [];
}

describe.skipIf(isFlywayMissing).each(testServers())('in turns on $kind $version', (server) => {
  describe.each([
    ['native', 'flyway'],
    ['flyway', 'native'],
  ] as const)('first %s, then %s:', (first, then) => {
    it('migrate, changed repeatable, and the version after that', async () => {
      const project = await createProject(server, files);
      await turn(project, first, 'migrate');
      await project.write(second);
      await turn(project, then, 'migrate');
      await project.write({
        'R__v.sql': `${files['R__v.sql']} -- changed`,
        'V3__c.sql': 'CREATE TABLE c (id INT);',
      });
      await turn(project, first, 'migrate');
      expect((await run(project, then, ['migrate'])).stdout).toMatch(/up to date/i);
      expect(await states(project)).toEqual([
        '1 Success',
        'v Superseded',
        '2 Success',
        '3 Success',
        'v Success',
      ]);
    });

    it('repair of what the other left failed, changed and without its file', async () => {
      const project = await createProject(server, { ...files, ...second });
      await turn(project, first, 'migrate');
      await project.write({
        'V3__broken.sql': 'SELECT nope;',
        'V1__a.sql': `${files['V1__a.sql']} -- changed`,
      });
      expect((await run(project, first, ['migrate', '-validateOnMigrate=false'])).code).toBe(1);
      await project.remove('V2__b.sql', 'U2__b.sql', 'V3__broken.sql');
      // With a newer file the lost one is missing; without, it would come from the future.
      await project.write({ 'V4__d.sql': 'CREATE TABLE d (id INT);' });
      await turn(project, then, 'repair');
      await turn(project, first, 'migrate');
      expect(await project.history()).toEqual([
        '1 SQL 1',
        '2 SQL 1',
        'R__v.sql SQL 1',
        '2 DELETE 1',
        '4 SQL 1',
      ]);
    });

    it('baseline, then migrate', async () => {
      const project = await createProject(server, { ...files, ...second });
      await project.query('CREATE TABLE a (id INT PRIMARY KEY)');
      await turn(project, first, 'baseline', '-baselineVersion=1');
      await turn(project, then, 'migrate');
      expect(await project.history()).toEqual(['1 BASELINE 1', '2 SQL 1', 'R__v.sql SQL 1']);
      expect((await run(project, first, ['migrate'])).code).toBe(0);
    });

    it('clean of what the other made, and from the beginning', async () => {
      const project = await createProject(server, files);
      await turn(project, first, 'migrate');
      const confirm = then === 'native' ? [`-confirm=${project.schema}`] : [];
      await turn(project, then, 'clean', '-cleanDisabled=false', ...confirm);
      expect(await project.query('SHOW TABLES')).toEqual([]);
      await turn(project, first, 'migrate');
    });
  });

  it('undo here, migrate there, and undo once more', async () => {
    const project = await createProject(server, { ...files, ...second });
    await turn(project, 'flyway', 'migrate');
    await turn(project, 'native', 'undo');
    expect(await project.query("SHOW TABLES LIKE 'b'")).toEqual([]);
    expect(await states(project)).toContain('2 Pending');
    await turn(project, 'flyway', 'migrate');
    expect(await project.query("SHOW TABLES LIKE 'b'")).toEqual([['b']]);
    await turn(project, 'native', 'undo');
    await turn(project, 'native', 'migrate');
    await turn(project, 'flyway', 'repair');
    expect(await states(project)).toEqual(await states(project));
    expect(await project.history()).toEqual([
      '1 SQL 1',
      '2 SQL 1',
      'R__v.sql SQL 1',
      '2 DELETE 1',
      '2 SQL 1',
      '2 DELETE 1',
      '2 SQL 1',
    ]);
  });
});
