import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { flywayLockName } from '../src/execute/lock.ts';
import { plainAccount } from './plain-account.ts';
import { createProject, sleeping, until, type Project } from './project.ts';

const files = {
  'V1__slow.sql': 'CREATE TABLE one (id INT);\nSELECT SLEEP(40);\nCREATE TABLE two (id INT);',
};

/** The command line's answer in JSON. */
async function json(project: Project, ...args: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await project.run([...args, '-outputType=json']);
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function tables(project: Project): Promise<unknown[]> {
  return (await project.query('SHOW TABLES')).flat();
}

/** Of the row of the lease. */
async function presentRun(project: Project): Promise<unknown[] | undefined> {
  const [row] = await project.query('SELECT run, owner FROM schema_version_journal WHERE id = 0');
  return row;
}

describe.each(testServers())('lock status on $kind $version', (server) => {
  it('says that nobody is at work', async () => {
    const project = await createProject(server);
    const { code, stdout } = await project.run(['lock', 'status']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Migration lock Flyway--?\d+ of schema `\w+` is free on this server\.\n$/);
    expect(await json(project, 'lock', 'status')).toMatchObject({
      holder: null,
      lease: null,
      position: null,
    });
  });

  it('says who is at work, what he runs and how far he is', async () => {
    const project = await createProject(server, files);
    const migrator = project.start(['migrate']);
    await sleeping(project);
    const { stdout } = await project.run(['lock', 'status']);
    expect(stdout).toMatch(
      /is held by connection \d+ \(\w+@[\w.:]+, since \d+ s\), which runs SELECT SLEEP\(40\) \(User sleep\)\.\n/,
    );
    expect(stdout).toMatch(
      /\nLease of run 1: \S+\/\d+ \(.+\), nilecare-migrate \S+, since [-\d]+ [:.\d]+ UTC, expires in \d+ s unless it is renewed\.\n/,
    );
    expect(stdout).toContain('\nIts script V1__slow.sql is running: ');
    expect(await json(project, 'lock', 'status')).toMatchObject({
      operation: 'lock status',
      holder: { statement: 'SELECT SLEEP(40)', phase: 'User sleep', isMigrator: true },
      lease: { run: 1, process: migrator.child.pid },
      position: { script: 'V1__slow.sql', state: 'running', statementCount: 3 },
    });
    migrator.child.kill('SIGKILL');
  });
});

describe.each(testServers())('lock break on $kind $version', (server) => {
  it('wants a confirmation', async () => {
    const project = await createProject(server);
    const { code, stderr } = await project.run(['lock', 'break']);
    expect(code).toBe(1);
    expect(stderr).toContain('lock break needs a confirmation');
  });

  it('finds nothing to break where nobody is at work', async () => {
    const project = await createProject(server);
    const { code, stdout } = await project.run(['lock', 'break', `-confirm=${project.schema}`]);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing to break.');
  });

  it('ends a migrator in a long statement, who writes nothing more', async () => {
    const project = await createProject(server, files);
    const migrator = project.start(['migrate']);
    await sleeping(project);
    const broken = await project.run(['lock', 'break', `-confirm=${project.schema}`]);
    expect(broken.code).toBe(0);
    expect(broken.stdout).toMatch(
      /^Took the lease of run 1 from \S+\/\d+: it writes nothing more\.\nEnded connection /,
    );
    expect(broken.stdout).toContain(' is free here.');
    expect((await migrator.ended).code).toBe(1);
    expect(await tables(project)).toEqual(['one', 'schema_version', 'schema_version_journal']);
    expect(await project.history()).toEqual([]);
    expect(await presentRun(project)).toEqual([2, null]);
  });

  it('fences whoever may not be killed: his next write fails', async () => {
    const project = await createProject(server, {
      'V1__slow.sql': files['V1__slow.sql'].replace('40', '8'),
    });
    const { user, password } = await plainAccount(server, project.schema, 'PROCESS');
    const migrator = project.start(['migrate']);
    await sleeping(project);
    const broken = await project.run(['lock', 'break', `-confirm=${project.schema}`, `-user=${user}`], {
      env: { DB_PASSWORD: password },
    });
    expect(broken.code).toBe(1);
    expect(broken.stderr).toMatch(/Connection \d+ holds the lock, and this account may not end it: /);
    expect(broken.stderr).toMatch(/one with the right CONNECTION[_ ]ADMIN\./);
    const ended = await migrator.ended;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('was lost');
    expect(await tables(project)).toEqual(['one', 'schema_version', 'schema_version_journal']);
    expect(await project.history()).toEqual([]);
  });

  it('ends a holder who is no migrator', async () => {
    const project = await createProject(server);
    const holder = await project.connect();
    const name = flywayLockName({ schema: project.schema, table: 'schema_version' });
    await holder.query('SELECT GET_LOCK(?, 0)', [name]);
    holder.on('error', () => undefined);
    const broken = await project.run(['lock', 'break', `-confirm=${project.schema}`]);
    expect(broken.stdout).toMatch(/^Ended connection \d+ \(/);
    await until(async () => {
      const [row] = await project.query(`SELECT IS_FREE_LOCK('${name}')`);
      return Number(row?.[0]) === 1;
    });
  });
});
