import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, vi } from 'vitest';
import { isFlywayMissing } from '../flyway.ts';
import { createProject, type Project } from '../project.ts';
import { flywayOfThisFile } from './flyway-of-this-file.ts';

// A Java takes seconds to start where the machine is busy.
vi.setConfig({ testTimeout: 240_000 });

const broken = 'CREATE TABLE a (id INT);\nINSERT INTO a VALUES (nope);\nCREATE TABLE b (id INT);';
const fixed = broken.replace('nope', '1');

const byFlyway = flywayOfThisFile();

/** What both say of each version. */
async function states(project: Project): Promise<readonly string[]> {
  const texts = [
    (await project.run(['info', '-outputType=json'])).stdout,
    (await byFlyway(project, ['info', '-outputType=json'])).stdout,
  ];
  const [mine, theirs] = texts.map((text) => {
    const { migrations } = JSON.parse(text) as { migrations: readonly Record<string, string>[] };
    return migrations.map(({ version = '', state = '' }) => `${version} ${state}`);
  });
  expect(mine).toEqual(theirs);
  return mine ?? [];
}

describe.skipIf(isFlywayMissing).each(testServers())('with the real Flyway on $kind $version', (server) => {
  it('a failed script is Failed for it, behind resume a Success, and it migrates what comes next', async () => {
    const project = await createProject(server, { 'V1__a.sql': broken });
    await project.run(['migrate']);
    expect(await states(project)).toEqual(['1 Failed']);
    expect((await byFlyway(project, ['migrate'])).code).not.toBe(0);
    await project.write({ 'V1__a.sql': fixed });
    expect((await project.run(['resume'])).stderr).toBe('');
    await project.write({ 'V2__c.sql': 'CREATE TABLE c (id INT);' });
    expect(await states(project)).toEqual(['1 Success', '2 Pending']);
    expect((await byFlyway(project, ['migrate'])).code).toBe(0);
    expect(await states(project)).toEqual(['1 Success', '2 Success']);
  });

  it('a failed script that it has repaired runs from its start, and is no more unfinished', async () => {
    const project = await createProject(server, { 'V1__a.sql': broken });
    await project.run(['migrate']);
    expect((await byFlyway(project, ['repair'])).code).toBe(0);
    expect((await project.run(['info'])).stdout).not.toContain('nilecare-migrate resume');
    await project.query('DROP TABLE a');
    await project.write({ 'V1__a.sql': fixed });
    expect((await project.run(['resume'])).stdout).toContain('No script is unfinished.');
    expect(await states(project)).toEqual(['1 Success']);
  });

  it('a script whose run was killed is Pending for it, and Success when it was gone on with', async () => {
    const project = await createProject(server, { 'V1__a.sql': fixed });
    await project.run(['migrate'], { failpoint: 'statement-done:2=kill' });
    expect(await states(project)).toEqual(['1 Pending']);
    expect((await project.run(['migrate'])).stderr).toBe('');
    expect(await states(project)).toEqual(['1 Success']);
    expect((await byFlyway(project, ['validate'])).code).toBe(0);
  });

  it('a half-done script that was taken back is Pending for it', async () => {
    const project = await createProject(server, { 'V1__a.sql': broken });
    await project.run(['migrate']);
    expect((await project.run(['undo'])).stderr).toBe('');
    expect(await states(project)).toEqual(['1 Pending']);
    await project.write({ 'V1__a.sql': fixed });
    expect((await byFlyway(project, ['migrate'])).code).toBe(0);
    expect((await project.run(['info'])).stdout).not.toContain('committed');
  });

  it('a script that a person has finished is a Success for it', async () => {
    const project = await createProject(server, {
      'V1__a.sql': broken,
    });
    await project.run(['migrate']);
    await project.query('CREATE TABLE b (id INT)');
    expect((await project.run(['repair', '-assumeApplied=all'])).code).toBe(0);
    expect(await states(project)).toEqual(['1 Success']);
    expect((await byFlyway(project, ['validate'])).code).toBe(0);
  });
});
