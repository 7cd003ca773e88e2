import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { startProxy, testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../project.ts';
import { createTenants } from './tenants.ts';

const files = {
  'V1__a.sql': 'CREATE TABLE a (id INT PRIMARY KEY);',
  'V2__b.sql': 'CREATE TABLE b (id INT PRIMARY KEY);\nINSERT INTO b VALUES (1);',
};

describe.each(testServers())('many databases on $kind $version', (server) => {
  it('goes on with the others when one fails, and fails at the end', async () => {
    const { project, names, flag, histories, query } = await createTenants(server, 5, files);
    await query(`CREATE TABLE ${names[2] ?? ''}.b (id INT)`);
    const { code, stdout, stderr } = await project.run([
      flag,
      '-baselineOnMigrate=true',
      '-baselineVersion=0',
      'migrate',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('4 of 5 done, 1 failed');
    expect(stderr).toMatch(new RegExp(`^ERROR: ${names[2] ?? ''}: Script V2__b.sql failed`));
    const complete = names.filter((_, index) => index !== 2).map((name) => `${name}: 1 2`);
    expect(await histories()).toEqual([
      ...complete.slice(0, 2),
      `${names[2] ?? ''}: 0 1`,
      ...complete.slice(2),
    ]);
  });

  it('begins no other behind the first that fails with -failFast', async () => {
    const { project, names, flag, histories, query } = await createTenants(server, 5, files);
    await query(`CREATE TABLE ${names[1] ?? ''}.stranger (id INT)`);
    const { code, stdout, stderr } = await project.run([flag, '-concurrency=1', '-failFast', 'migrate']);
    expect(code).toBe(1);
    expect(stdout).toContain('1 of 5 done, 1 failed, 3 not begun');
    expect(stdout).toContain('3 databases were not begun because another failed');
    expect(stderr).toContain('non-empty schema');
    expect(await histories()).toEqual([`${names[0] ?? ''}: 1 2`]);
  });

  it('stops the running ones behind their statement with -failFast', async () => {
    const slow = { 'V1__slow.sql': 'CREATE TABLE b (id INT);\nDO SLEEP(1);\nCREATE TABLE c (id INT);' };
    const { project, names, flag, histories, query } = await createTenants(server, 3, slow);
    await query(`CREATE TABLE ${names[0] ?? ''}.b (id INT)`);
    const flags = ['-concurrency=2', '-failFast', '-baselineOnMigrate=true', '-baselineVersion=0'];
    const { code, stdout, stderr } = await project.run([flag, ...flags, 'migrate']);
    expect(code).toBe(1);
    expect(stdout).toContain('0 of 3 done, 1 failed, 1 stopped, 1 not begun');
    expect(stderr).toContain(`ERROR: ${names[1] ?? ''}: Stopped, because another failed.`);
    await query(`DROP TABLE ${names[0] ?? ''}.b`);
    expect((await project.run([flag, 'resume'])).code).toBe(0);
    expect(await histories()).toEqual(names.map((name, index) => `${name}: ${index === 0 ? '0 1' : '1'}`));
  });

  it('leaves evidence of each database', async () => {
    const { project, names, flag } = await createTenants(server, 3, files);
    const { code } = await project.run([flag, '-evidenceLocation=evidence', 'migrate']);
    expect(code).toBe(0);
    const left = (await readdir(path.join(project.root, 'evidence'))).filter((name) =>
      name.endsWith('.json'),
    );
    expect(left.map((name) => name.split('.')[2]).sort()).toEqual(names);
    expect(left.filter((name) => name.endsWith('.started.json'))).toEqual([]);
  });

  it('tells of a connection that a proxy drops, and the next run goes on', async () => {
    const { project, names, flag, histories } = await createTenants(server, 4, files);
    const proxy = await startProxy(server);
    onTestFinished(() => proxy.close());
    void proxy.when({ text: 'CREATE TABLE b', at: 'answered', act: 'reset' });
    const lost = await project.run([flag, 'migrate'], { through: proxy.server });
    expect(lost.code).toBe(1);
    expect(lost.stdout).toContain('3 of 4 done, 1 failed');
    expect(lost.stderr).toContain('V2__b.sql was running');
    const next = await project.run([flag, 'migrate']);
    expect(`${next.code} ${next.stderr}`).toBe('0 ');
    expect(await histories()).toEqual(names.map((name) => `${name}: 1 2`));
  });

  it('comes to its end on a server that slows down in the middle', async () => {
    const { project, names, flag, histories } = await createTenants(server, 4, files);
    const proxy = await startProxy(server);
    onTestFinished(() => proxy.close());
    const slowed = proxy.when({
      text: 'CREATE TABLE a',
      at: 'before',
      act: () => Promise.resolve(proxy.delay({ toClient: 20 })),
    });
    const { code, stderr } = await project.run([flag, '-concurrency=2', 'migrate'], {
      through: proxy.server,
    });
    await slowed;
    expect(`${code} ${stderr}`).toBe('0 ');
    expect(await histories()).toEqual(names.map((name) => `${name}: 1 2`));
  });

  it('stops behind the running statements at Ctrl-C, begins no other, and goes on next time', async () => {
    const slow = { 'V1__slow.sql': 'CREATE TABLE a (id INT);\nDO SLEEP(0.7);\nCREATE TABLE b (id INT);' };
    const { project, names, flag, histories, query } = await createTenants(server, 3, slow);
    const run = project.start([flag, '-concurrency=2', 'migrate']);
    await until(async () => {
      const found = await query(
        "SELECT id FROM information_schema.processlist WHERE info LIKE 'DO SLEEP(0.7)%'",
      );
      return found.length === 2;
    });
    run.child.kill('SIGINT');
    const { code, stdout, stderr } = await run.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('No other database is begun');
    expect(stdout).toContain('0 of 3 done, 2 stopped, 1 not begun');
    expect(stderr).toContain('behind statement 2 of 3 of V1__slow.sql');
    expect(await histories()).toEqual(names.slice(0, 2).map((name) => `${name}:`));
    const next = await project.run([flag, 'migrate']);
    expect(`${next.code} ${next.stderr}`).toBe('0 ');
    expect(await histories()).toEqual(names.map((name) => `${name}: 1`));
  });

  it('lets two such runs at once take turns in each database', async () => {
    const { project, names, flag, histories } = await createTenants(server, 4, files);
    const both = await Promise.all([project.run([flag, 'migrate']), project.run([flag, 'migrate'])]);
    for (const { code, stderr } of both) expect(`${code} ${stderr}`).toBe('0 ');
    expect(await histories()).toEqual(names.map((name) => `${name}: 1 2`));
  });

  it('answers in one JSON object, with what each database answers alone', async () => {
    const { project, names, flag, query } = await createTenants(server, 2, files);
    await query(`CREATE TABLE ${names[0] ?? ''}.stranger (id INT)`);
    const { code, stdout } = await project.run([flag, '-outputType=json', 'migrate', 'info']);
    expect(code).toBe(1);
    const [name, other] = names;
    expect(JSON.parse(stdout)).toMatchObject({
      success: false,
      databases: 2,
      individualResults: [
        {
          name,
          database: name,
          outcome: 'failed',
          error: { errorCode: 'NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE' },
        },
        { name: other, database: other, outcome: 'done', operation: 'migrate', migrationsExecuted: 2 },
        { name: other, outcome: 'done', operation: 'info', schemaVersion: '2' },
      ],
    });
  });

  it('answers in one SARIF log, with a run for each database', async () => {
    const { project, names, flag } = await createTenants(server, 2, files);
    await project.run([`-databases=${names[0] ?? ''}`, 'migrate']);
    const { code, stdout } = await project.run([flag, '-outputType=sarif', 'validate']);
    expect(code).toBe(1);
    const { runs } = JSON.parse(stdout) as { runs: { automationDetails: object; results: unknown[] }[] };
    expect(runs.map(({ automationDetails }) => automationDetails)).toEqual(
      names.map((name) => ({ id: `nilecare-migrate/${name}/` })),
    );
    expect(runs.map(({ results }) => results.length)).toEqual([0, 2]);
  });

  it('reads a file again for each database whose name it holds', async () => {
    const { project, names, flag, query } = await createTenants(server, 3, {
      ...files,
      'V3__own.sql': "CREATE TABLE own AS SELECT '${flyway:database}' AS name;",
      'R__view.sql': "CREATE OR REPLACE VIEW who AS SELECT '${flyway:defaultSchema}' AS name;",
    });
    const { code, stderr } = await project.run([flag, 'migrate']);
    expect(`${code} ${stderr}`).toBe('0 ');
    for (const name of names) {
      expect(await query(`SELECT a.name, b.name FROM ${name}.own a, ${name}.who b`)).toEqual([[name, name]]);
    }
    const again = await project.run([flag, '-X', 'migrate']);
    expect(again.stdout.match(/0 applied/g)).toHaveLength(3);
  });
});
