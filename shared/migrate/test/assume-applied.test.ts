import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject } from './project.ts';

const script = `CREATE TABLE a (id INT PRIMARY KEY);
INSERT INTO a VALUES (1);
CREATE TABLE b (id INT);
INSERT INTO b SELECT id FROM nowhere;
CREATE TABLE c (id INT);
`;

describe.each(testServers())('repair -assumeApplied on $kind $version', (server) => {
  async function failed() {
    const project = await createProject(server, {
      'V1__a.sql': script,
      'V2__b.sql': 'CREATE TABLE d (id INT);',
    });
    expect((await project.run(['migrate'])).code).toBe(1);
    return project;
  }

  it('of all statements writes the row of success', async () => {
    const project = await failed();
    await project.query('CREATE TABLE c (id INT)');
    const { code, stdout } = await project.run(['repair', '-assumeApplied=all']);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'All 5 statements of V1__a.sql count as applied; its row of success is written.',
    );
    expect(await project.history()).toEqual(['1 SQL 1']);
    expect((await project.run(['migrate'])).code).toBe(0);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
    expect((await project.run(['validate'])).code).toBe(0);
  });

  it('of some lets resume go on behind them', async () => {
    const project = await failed();
    const { stdout } = await project.run(['repair', '-assumeApplied=4']);
    expect(stdout).toContain(
      'Statements 1 to 4 of 5 of V1__a.sql count as applied. Go on with: nilecare-migrate resume',
    );
    expect(await project.history()).toEqual(['1 SQL 0']);
    expect((await project.run(['resume'])).stderr).toBe('');
    expect(await project.query('SELECT COUNT(*) FROM b')).toEqual([[0]]);
    expect(await project.query('SELECT COUNT(*) FROM c')).toEqual([[0]]);
    expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
  });

  it('of none lets the file run from its start', async () => {
    const project = await failed();
    expect((await project.run(['repair', '-assumeApplied=0'])).code).toBe(0);
    expect(await project.history()).toEqual([]);
    await project.query('DROP TABLE a, b');
    await project.write({ 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    expect((await project.run(['migrate'])).stderr).toBe('');
  });

  it.each([
    ['2', '3 statements of V1__a.sql are committed for certain. Say a number from 3 to 5, or 0'],
    ['6', 'V1__a.sql has 5 statements, so that 6 of them cannot be applied.'],
    ['-1', '-assumeApplied= must be a number of statements, or all; it is "-1"'],
    ['most', '-assumeApplied= must be a number of statements, or all; it is "most"'],
  ])('refuses %s', async (assumed, message) => {
    const project = await failed();
    const { code, stderr } = await project.run(['repair', `-assumeApplied=${assumed}`]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(await project.history()).toEqual(['1 SQL 0']);
  });

  it('refuses where nothing is unfinished, and where the journal knows nothing', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    await project.run(['migrate']);
    expect((await project.run(['repair', '-assumeApplied=1'])).stderr).toContain('No script is unfinished');
    await project.write({ 'V2__b.sql': 'SELECT nope;' });
    await project.run(['migrate']);
    await project.query('DROP TABLE schema_version_journal');
    expect((await project.run(['repair', '-assumeApplied=1'])).stderr).toContain('the journal nothing of it');
  });

  it('refuses a file that is gone, but for 0', async () => {
    const project = await failed();
    await project.remove('V1__a.sql');
    const { stderr } = await project.run(['repair', '-assumeApplied=all']);
    expect(stderr).toContain('The file of V1__a.sql is gone');
    expect((await project.run(['repair', '-assumeApplied=0'])).code).toBe(0);
  });

  it('wants a confirmation under the production configuration', async () => {
    const project = await failed();
    const conf = 'flyway.placeholders.environment=production';
    const args = ['repair', '-assumeApplied=all'];
    expect((await project.run(args, { conf })).stderr).toContain('needs a confirmation');
    expect((await project.run([...args, `-confirm=${project.schema}`], { conf })).code).toBe(0);
  });
});
