import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTestSchema, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environment } from '../test/clone.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const program = path.join(root, '.github', 'actions', 'migrate', 'run.mjs');

/** What a step of the action did. */
interface Ran {
  readonly code: number;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

describe.each(testServers())('the action migrate, on $kind', { timeout: 60_000 }, (server: TestServer) => {
  let workspace: string;
  let schema: { readonly name: string; drop(): Promise<void> };

  beforeAll(async () => {
    schema = await createTestSchema(server);
    workspace = await mkdtemp(path.join(tmpdir(), 'a workspace '));
    await symlink(path.join(root, 'node_modules'), path.join(workspace, 'node_modules'), 'junction');
    await mkdir(path.join(workspace, 'shop', 'migrations'), { recursive: true });
    await put('flyway.conf', 'flyway.locations=filesystem:migrations\n');
    await put('migrations/V1__One.sql', 'CREATE TABLE one (id INT);\n');
  });
  afterAll(async () => {
    await schema.drop();
    await rm(workspace, { recursive: true, force: true });
  });

  const put = (file: string, text: string) => writeFile(path.join(workspace, 'shop', file), text);

  async function act(inputs: Readonly<Record<string, string>>): Promise<Ran> {
    const [output, page] = ['output', 'summary'].map((name) => path.join(workspace, name)) as [
      string,
      string,
    ];
    for (const file of [output, page]) await writeFile(file, '');
    const env = {
      ...environment,
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: page,
      RUNNER_TEMP: workspace,
      INPUT_WORKING_DIRECTORY: 'shop',
      INPUT_URL: `jdbc:mysql://127.0.0.1:${server.port}/${schema.name}?allowPublicKeyRetrieval=true`,
      INPUT_USER: server.user,
      INPUT_PASSWORD: server.password,
      ...inputs,
    };
    const run = promisify(execFile)(process.execPath, [program], { cwd: workspace, env });
    const { code, log } = await run.then(
      ({ stdout, stderr }) => ({ code: 0, log: stdout + stderr }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        log: error.stdout + error.stderr,
      }),
    );
    const lines = (await readFile(output, 'utf8')).trim().split('\n');
    const outputs = Object.fromEntries(
      lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
    );
    return { code, log, outputs, summary: await readFile(page, 'utf8') };
  }

  it('shows the SQL of a dry run, migrates, and tells the version', async () => {
    const dry = await act({
      INPUT_COMMAND: 'migrate',
      INPUT_DRY_RUN_FILE: path.join(workspace, 'plan', 'x.sql'),
    });
    expect(dry).toMatchObject({ code: 0, outputs: { 'migrations-executed': '1', successful: 'true' } });
    expect(dry.summary).toMatch(/```sql\n[^]*CREATE TABLE one/);

    const { code, outputs, summary } = await act({ INPUT_COMMAND: 'migrate' });
    expect({ code, outputs }).toMatchObject({ code: 0, outputs: { 'schema-version': '1', findings: '0' } });
    expect(summary).toContain('| `V1__One.sql` |');
    const report = JSON.parse(await readFile(outputs['report'] ?? '', 'utf8')) as { operation: string };
    expect(report.operation).toBe('migrate');
    expect((await act({ INPUT_COMMAND: 'info' })).outputs).toMatchObject({
      'schema-version': '1',
      pending: '0',
    });
  });

  it('marks an edited file, and the line of a statement that fails', async () => {
    await act({ INPUT_COMMAND: 'migrate' });
    await put('migrations/V1__One.sql', 'CREATE TABLE one (id BIGINT);\n');
    const edited = await act({ INPUT_COMMAND: 'validate' });
    expect(edited).toMatchObject({ code: 1, outputs: { successful: 'false', findings: '1' } });
    expect(edited.log).toMatch(/^::error file=shop\/migrations\/V1__One.sql,title=CHECKSUM_MISMATCH::/m);

    await put('migrations/V1__One.sql', 'CREATE TABLE one (id INT);\n');
    await put('migrations/V2__Two, and more.sql', 'SELECT 1;\nSELECT nope;\n');
    const failed = await act({ INPUT_COMMAND: 'migrate' });
    expect(failed.code).toBe(1);
    expect(failed.log).toMatch(
      /^::error file=shop\/migrations\/V2__Two%2C and more.sql,line=2,col=\d+,title=/m,
    );
    expect(failed.log).not.toContain(server.password);
  });

  it('takes further arguments one a line, whatever a shell would make of them', async () => {
    const { code, log } = await act({ INPUT_COMMAND: 'info', INPUT_ARGUMENTS: '-nope=$(touch pwned)\n\n' });
    expect(code).toBe(1);
    expect(log).toContain('nope');
  });

  it('says what is missing where the program is not installed', async () => {
    const { code, log } = await act({ INPUT_COMMAND: 'info', INPUT_WORKING_DIRECTORY: tmpdir() });
    expect({ code, log }).toMatchObject({
      code: 1,
      log: expect.stringMatching(/^::error::@nilecare\/migrate is not installed/) as string,
    });
  });
});
