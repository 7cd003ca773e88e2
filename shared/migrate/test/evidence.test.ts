import { readdirSync, readFileSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it, vi } from 'vitest';
import type { Evidence } from '../src/report/evidence/evidence.ts';
import { createProject, until, type Files, type Project } from './project.ts';

// A dozen processes, where the machine is busy.
vi.setConfig({ testTimeout: 120_000 });

const schema = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../evidence.schema.json'), 'utf8'),
) as object;
const validate = addFormats.default(new Ajv.default({ strict: false, allErrors: true })).compile(schema);

const secret = 'Zx9-never-shown-Qw7';

const files: Files = {
  'V1__a.sql': "CREATE TABLE a (id INT PRIMARY KEY, t VARCHAR(40));\nINSERT INTO a VALUES (1, '${token}');",
  'U1__a.sql': 'DROP TABLE a;',
  'R__v.sql': 'CREATE OR REPLACE VIEW v AS SELECT id FROM a;',
  'beforeMigrate.sql': 'SELECT 1;',
};

const settings = `flyway.placeholders.token=${secret}\nflyway.evidenceLocation=proof`;

/** The evidence of the project, oldest first; each file is checked against its schema. */
function proofs({ root }: Project, folder = 'proof'): (Evidence & { readonly file: string })[] {
  const at = path.join(root, folder);
  return readdirSync(at)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(at, file), 'utf8');
      expect(text).not.toContain(secret);
      const evidence = JSON.parse(text) as Evidence;
      expect(validate(evidence) ? [] : validate.errors).toEqual([]);
      return { ...evidence, file };
    });
}

describe.each(testServers())('evidence on $kind $version', (server) => {
  it('tells of a run that was approved: change, plan, statements, structure, who, where, when', async () => {
    const project = await createProject(server, files);
    const env = {
      FLYWAY_DEPLOYMENT_TICKET: 'NC-7 <script>alert(1)</script>',
      FLYWAY_DEPLOYMENT_APPROVER: 'Amal',
      GITHUB_ACTIONS: 'true',
      GITHUB_SHA: 'c'.repeat(40),
      GITHUB_ACTOR: 'nadia',
    };
    const info = await project.run(['info', '-outputType=json'], { conf: settings });
    const { planHash } = JSON.parse(info.stdout) as { planHash: string };
    const dry = await project.run(['migrate', '-dryRunOutput=plan.sql'], { conf: settings });
    expect(dry.stdout).toContain(`Plan hash: ${planHash}`);
    expect(readdirSync(project.root)).not.toContain('proof');

    const run = await project.run(['migrate', `-planHash=${planHash}`], { conf: settings, env });
    expect([run.code, run.stderr]).toEqual([0, '']);
    const [proof] = proofs(project);
    expect(proof).toMatchObject({
      operation: 'migrate',
      result: { outcome: 'success', applied: [{ script: 'V1__a.sql' }, { script: 'R__v.sql' }] },
      plan: { hash: planHash, appliedHash: planHash, approved: true },
      deployment: { commit: 'c'.repeat(40), commitFrom: 'pipeline', approver: 'Amal', author: null },
      where: {
        server: { kind: server.kind },
        address: `${server.host}:${server.port}`,
        database: project.schema,
      },
      notEnded: [],
    });
    expect(proof?.who.account).toMatch(/^.+@.+$/);
    expect(proof?.statements.map(({ script, number }) => `${script} ${number}`)).toEqual([
      'beforeMigrate.sql 1',
      'V1__a.sql 1',
      'V1__a.sql 2',
      'R__v.sql 1',
    ]);
    expect(proof?.structure.changes).toMatchObject([
      { kind: 'remains', object: 'table', name: 'a' },
      { kind: 'remains', object: 'view', name: 'v' },
    ]);
    const page = path.join(project.root, 'proof', (proof?.file ?? '').replace('.json', '.html'));
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('NC-7 &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toMatch(/<script|https?:\/\/(?!github)/);
    expect(html).not.toContain(secret);
    if (process.platform !== 'win32') expect(statSync(page).mode & 0o007).toBe(0);
  });

  it('refuses a plan that is not approved, before anything is changed', async () => {
    const project = await createProject(server, files);
    const run = await project.run(['migrate', `-planHash=${'0'.repeat(64)}`], { conf: settings });
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('Nothing was changed');
    expect(await project.query('SHOW TABLES')).toEqual([]);
    const [proof] = proofs(project);
    expect(run.stderr).toContain(proof?.plan?.hash);
    expect(proof).toMatchObject({
      result: { outcome: 'refused', errorCode: 'PLAN_NOT_APPROVED', applied: [] },
      plan: { approved: false },
      statements: [],
      structure: { changes: [] },
    });
  });

  it('tells how far a script came that failed or was killed, without its texts, and what went on', async () => {
    const failing = `CREATE TABLE b (t VARCHAR(40) PRIMARY KEY);\nINSERT INTO b VALUES ('\${token}'), ('\${token}');\nSELECT 1;`;
    const project = await createProject(server, { ...files, 'V2__b.sql': failing });
    const failed = await project.run(['migrate'], { conf: settings });
    expect(failed.code).toBe(1);
    const [first] = proofs(project);
    expect(first).toMatchObject({
      result: {
        outcome: 'failed',
        errorCode: 'FAILED_VERSIONED_MIGRATION',
        applied: [{ script: 'V1__a.sql' }],
        stoppedAt: { script: 'V2__b.sql', statement: 2, line: 2, statements: 3, committed: 1 },
        notRun: ['R__v.sql'],
      },
    });
    expect(first?.statements.at(-1)).toMatchObject({ succeeded: false, errno: 1062 });
    expect(first?.plan?.appliedHash).not.toBe(first?.plan?.hash);

    await project.write({ 'V2__b.sql': failing.replace(", ('${token}')", '') });
    const killed = await project.run(['resume'], { conf: settings, failpoint: 'statement-done:2=kill' });
    expect(killed.signal).toBe('SIGKILL');
    expect(proofs(project).at(-1)).toMatchObject({ result: { outcome: 'started' }, when: { ended: null } });
    const begun = proofs(project).at(-1)?.file ?? '';
    expect(begun).toMatch(/\.resume\..*\.started\.json$/);

    const resumed = await project.run(['resume'], { conf: settings });
    expect([resumed.code, resumed.stderr]).toEqual([0, '']);
    const last = proofs(project).at(-1);
    expect(last).toMatchObject({ result: { outcome: 'success' }, notEnded: [begun] });
    expect(last?.plan?.appliedHash).toBe(last?.plan?.hash);
  });

  it('is left by undo, repair, baseline and clean as well, and never under the same name', async () => {
    const project = await createProject(server, files);
    await project.query('CREATE TABLE old (id INT)');
    const conf = `${settings}\nflyway.cleanDisabled=false\nflyway.baselineVersion=0`;
    const confirm = `-confirm=${project.schema}`;
    const run = await project.run(['baseline', 'migrate', 'migrate', 'undo', 'repair', 'clean', confirm], {
      conf,
    });
    expect([run.code, run.stderr]).toEqual([0, '']);
    const told = proofs(project).map(({ operation, result, plan }) => [
      operation,
      result.outcome,
      plan === null ? 'no plan' : plan.hash === plan.appliedHash ? 'as planned' : 'otherwise',
    ]);
    expect(told).toEqual([
      ['baseline', 'success', 'no plan'],
      ['migrate', 'success', 'as planned'],
      ['migrate', 'success', 'as planned'],
      ['undo', 'success', 'as planned'],
      ['repair', 'success', 'as planned'],
      ['clean', 'success', 'no plan'],
    ]);
    expect(proofs(project).at(-1)?.structure.changes).toContainEqual(
      expect.objectContaining({ kind: 'missing', name: 'old' }),
    );
  });

  it('has one hash in info and run for a baseline that migrate writes, and for an undo of what did nothing', async () => {
    const project = await createProject(server, { ...files, 'V2__b.sql': 'INSERT INTO nowhere VALUES (1);' });
    await project.query('CREATE TABLE a (id INT)');
    const conf = `${settings}\nflyway.baselineOnMigrate=true`;
    const info = await project.run(['info', '-outputType=json'], { conf });
    const { planHash } = JSON.parse(info.stdout) as { planHash: string };
    const failed = await project.run(['migrate', `-planHash=${planHash}`], { conf });
    expect([
      failed.code,
      proofs(project)
        .at(-1)
        ?.plan?.steps.map(({ action }) => action),
    ]).toEqual([1, ['write', 'run', 'run']]);
    const undone = await project.run(['undo'], { conf });
    expect([undone.code, undone.stderr]).toEqual([0, '']);
    const last = proofs(project).at(-1);
    expect(last?.plan?.steps).toMatchObject([{ action: 'remove', script: 'V2__b.sql' }]);
    expect(last?.plan?.appliedHash).toBe(last?.plan?.hash);
  });

  it('stops before the first statement where it cannot be written, but not in the folder of the default', async () => {
    const project = await createProject(server, files);
    await writeFile(path.join(project.root, 'evidence'), 'a file where the folder would be');
    const conf = settings.replace('=proof', '=evidence/here');
    const refused = await project.run(['migrate'], { conf });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/No evidence can be written to .*evidence.*Nothing was changed/);
    expect(await project.query('SHOW TABLES')).toEqual([]);

    const production = `flyway.placeholders.token=x\nflyway.placeholders.environment=production`;
    const warned = await project.run(['migrate'], { conf: production });
    expect(warned.code).toBe(0);
    expect(warned.stdout).toMatch(/WARNING: No evidence can be written to .*evidence \(/);
    await rm(path.join(project.root, 'evidence'));
    await project.run(['migrate'], { conf: production });
    expect(proofs(project, 'evidence')).toMatchObject([{ where: { environment: 'production' } }]);
  });

  it('says so when it cannot be written at the end, and still tells what was applied', async () => {
    const project = await createProject(server, files);
    const hold = path.join(project.root, 'hold');
    const run = project.start(['migrate', '-outputType=json'], {
      conf: settings,
      failpoint: `history-write=hold=${hold}`,
    });
    await until(() => Promise.resolve(readdirSync(project.root).includes('hold')));
    await rm(path.join(project.root, 'proof'), { recursive: true });
    await rm(hold);
    const { code, stdout } = await run.ended;
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      success: true,
      migrationsExecuted: 2,
      warnings: [expect.stringMatching(/could not be written to .*proof.* \(ENOENT\).*keep its output/)],
    });
  });
});
