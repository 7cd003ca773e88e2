import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { testServers } from '@nilecare/dev-database/testing';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log, Result } from 'sarif';
import { beforeAll, describe, expect, it } from 'vitest';
import { createProject, type Project, type StartOptions } from './project.ts';

/** The official schema; the only package that ships it is a matcher for Jest. */
const schemaFile = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);

let schemaErrors: (log: unknown) => unknown;

beforeAll(async () => {
  // One pattern of the schema is none with the u flag.
  const ajv = addFormats.default(new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false }));
  const validate = ajv.compile(JSON.parse(await readFile(schemaFile, 'utf8')) as object);
  schemaErrors = (log) => (validate(log) ? [] : validate.errors);
});

/** What a command prints, after the schema found nothing wrong with it. */
async function sarif(project: Project, args: readonly string[], options?: StartOptions) {
  const { code, stdout, stderr } = await project.run([...args, '-outputType=sarif'], options);
  expect(stderr).toBe('');
  const log = JSON.parse(stdout) as Log;
  expect(schemaErrors(log)).toEqual([]);
  const [run] = log.runs;
  if (!run) throw new Error('no run');
  return { code, run, results: run.results ?? [] };
}

function place({ ruleId, locations }: Result) {
  const physical = locations?.[0]?.physicalLocation;
  const { startLine, startColumn } = physical?.region ?? {};
  const { uri, uriBaseId } = physical?.artifactLocation ?? {};
  return [ruleId, uriBaseId, uri, startLine, startColumn];
}

it('the schema refuses what is no log', () => {
  expect(schemaErrors({ version: '2.1.0', runs: [{}] })).not.toEqual([]);
});

describe.each(testServers())('SARIF on $kind $version', (server) => {
  it('has a result for each finding of validate, with a rule that explains it', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'SELECT 1;',
      'V2__gone.sql': 'SELECT 2;',
      'V3__c.sql': 'SELECT 3;',
    });
    await project.run(['migrate']);
    await project.remove('V2__gone.sql');
    await project.write({ 'V1__a.sql': 'SELECT 2;', 'V4__nämed new.sql': 'SELECT 4;' });
    const { code, run, results } = await sarif(project, ['validate']);
    expect(code).toBe(1);
    expect(results.map(place)).toEqual([
      ['CHECKSUM_MISMATCH', '%SRCROOT%', 'migrations/V1__a.sql', 1, undefined],
      ['APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED', 'LOCATION', 'V2__gone.sql', 1, undefined],
      [
        'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED',
        '%SRCROOT%',
        'migrations/V4__n%C3%A4med%20new.sql',
        1,
        undefined,
      ],
    ]);
    expect(results[0]?.message.text).toContain('run repair');
    const { rules = [] } = run.tool.driver;
    for (const { ruleId, ruleIndex = -1 } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
    const prints = results.map(({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash']);
    expect(new Set(prints).size).toBe(3);
    const again = await sarif(project, ['validate']);
    expect(
      again.results.map(({ partialFingerprints }) => partialFingerprints?.['primaryLocationLineHash']),
    ).toEqual(prints);
  });

  it('is empty when all is well, and ends with 0', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'SELECT 1;' });
    expect(await sarif(project, ['migrate', 'validate'])).toMatchObject({ code: 0, results: [] });
  });

  it('has the findings on which migrate ends', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'SELECT 1;' });
    await project.run(['migrate']);
    await project.write({ 'V1__a.sql': 'SELECT 2;' });
    const { code, results } = await sarif(project, ['migrate']);
    expect(code).toBe(1);
    expect(results.map(place)).toEqual([
      ['CHECKSUM_MISMATCH', '%SRCROOT%', 'migrations/V1__a.sql', 1, undefined],
    ]);
  });

  it('has line and column of what cannot be split, and of what the server refused', async () => {
    const project = await createProject(server, { 'V1__a.sql': "SELECT 1;\n  SELECT 'x;" });
    expect((await sarif(project, ['migrate'])).results.map(place)).toEqual([
      ['ERROR', '%SRCROOT%', 'migrations/V1__a.sql', 2, 10],
    ]);
    await project.write({ 'V1__a.sql': 'SELECT 1;\n  SELECT nope;' });
    const { run, results } = await sarif(project, ['migrate'], {
      env: { GITHUB_SERVER_URL: 'https://github.example', GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: 'abc' },
    });
    expect(results.map(place)).toEqual([
      ['FAILED_VERSIONED_MIGRATION', '%SRCROOT%', 'migrations/V1__a.sql', 2, 10],
    ]);
    expect(run.tool.driver.rules?.[0]?.helpUri).toBe(
      'https://github.example/o/r/blob/abc/docs/error-codes.md#failed_versioned_migration',
    );
  });

  it('has the file of a half-done script that resume refuses', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'CREATE TABLE a (id INT);\nSELECT nope;' });
    await project.run(['migrate']);
    await project.write({ 'V1__a.sql': 'CREATE TABLE b (id INT);\nSELECT 1;' });
    const { code, results } = await sarif(project, ['resume']);
    expect(code).toBe(1);
    expect(results.map(place)).toEqual([
      ['STATEMENT_CHANGED', '%SRCROOT%', 'migrations/V1__a.sql', 1, undefined],
    ]);
  });

  it('has both files of one version', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'SELECT 1;', 'V1__b.sql': 'SELECT 1;' });
    const [result] = (await sarif(project, ['validate'])).results;
    expect(result && place(result)).toEqual([
      'DUPLICATE_VERSIONED_MIGRATION',
      '%SRCROOT%',
      'migrations/V1__a.sql',
      1,
      undefined,
    ]);
    expect(result?.relatedLocations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      'migrations/V1__b.sql',
    );
  });

  it('tells what no file is to blame for in a notification', async () => {
    const project = await createProject(server);
    const { code, run, results } = await sarif(project, ['validate', '-url=jdbc:mysql://127.0.0.1:1/x']);
    expect({ code, results }).toEqual({ code: 1, results: [] });
    expect(run.invocations?.[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ descriptor: { id: 'DB_CONNECTION' } }],
    });
  });

  it('is refused for commands that find nothing in files', async () => {
    const project = await createProject(server);
    const { run } = await sarif(project, ['info']);
    expect(JSON.stringify(run)).toContain('-outputType=sarif is for validate, migrate and resume');
  });
});
