import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { startThrowawayServer, testServers, type ThrowawayServer } from '@nilecare/dev-database/testing';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditReport } from '../src/audit/run-checks.ts';
import { parseArguments } from '../src/cli/parse-arguments.ts';
import { run } from '../src/cli/run.ts';
import { provision } from '../src/commands/provision.ts';
import { parseServiceMap } from '../src/map/parse-service-map.ts';
import { memorySecretStore } from '../src/passwords/secret-store.ts';
import { randomMapText, rowsOf, temporaryRoot } from './random-map.ts';

/** The official schema; the only package that ships it is a matcher for Jest. */
const schemaFile = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);

describe.each(testServers().map(({ kind }) => ({ kind })))('nilecare-db audit on $kind', ({ kind }) => {
  const mapText = randomMapText('a', 'b');
  const map = parseServiceMap(mapText);
  const [a, b] = map.services;
  let own: ThrowawayServer;
  let root = '';
  let remove = (): Promise<void> => Promise.resolve();
  beforeAll(async () => {
    ({ root, remove } = await temporaryRoot(mapText));
    own = await startThrowawayServer({ kind });
    await provision({ connection: own.server, map, secrets: memorySecretStore() });
  });
  afterAll(async () => {
    await own.stop();
    await remove();
  });

  const cli = async (line: string, login: { user: string; password: string } = own.server) => {
    const printed: string[] = [];
    const { host, port } = own.server;
    const code = await run(parseArguments(line.split(' ')), {
      root,
      version: '1.2.3',
      environment: {
        DB_HOST: host,
        DB_PORT: String(port),
        DB_ADMIN_USER: login.user,
        DB_ADMIN_PASSWORD: login.password,
      },
      terminal: { input: Readable.from([]), output: new PassThrough() },
      print: (text) => printed.push(text),
      stopSignal: () => new AbortController().signal,
    });
    return { code, output: printed.join('\n') };
  };
  const report = async (options = ''): Promise<AuditReport> =>
    JSON.parse((await cli(`audit --json${options}`)).output) as AuditReport;
  const codesOf = ({ findings }: AuditReport, severity: string): readonly string[] =>
    findings
      .filter((finding) => finding.severity === severity)
      .map(({ code, subject }) => `${code} ${subject}`);

  it('finds no error on a private server with the accounts of the map, and looks at everything', async () => {
    const { code, output } = await cli('audit');
    expect(code).toBe(0);
    expect(output).toMatch(/^(MariaDB|MySQL) .*, compared with the CIS .* Benchmark v1\.\d\.0\n/);
    expect(output).toMatch(/\d+ checks: \d+ passed, \d+ with findings \(0 errors, .* 0 not checked\.$/);
  });

  it('U4 finds each bad account with its number, and ends with 1', async () => {
    const user = `'${a?.user}'@'localhost'`;
    await rowsOf(
      own.server,
      "CREATE USER ''@'localhost'",
      "CREATE USER 'open'@'%' IDENTIFIED BY 'Aa1!aaaaaaaaaaaa'",
      "CREATE USER 'blank'@'localhost'",
      `GRANT FILE, PROCESS ON *.* TO ${user}`,
      `GRANT SELECT ON \`${b?.database}\`.* TO ${user}`,
      'CREATE DATABASE test',
    );
    const folder = path.join(root, 'microservices', 'b-service');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, '.env'), 'DB_USER=root\nDB_PASSWORD=not-shown\n');
    const before = await report();
    const { code, output } = await cli('audit');
    expect(code).toBe(1);
    expect(output).not.toContain('not-shown');
    const numbers = kind === 'mysql' ? ['2.5, 5.1', '7.7', '7.6'] : ['2.4, 5.1', '7.6', '7.5'];
    expect(codesOf(before, 'error').toSorted()).toEqual(
      [
        'administrator-in-use b-service',
        'anonymous-account @localhost',
        'empty-password @localhost',
        'empty-password blank@localhost',
        `file-privilege ${a?.user}@localhost`,
        `other-databases ${a?.user}@localhost`,
        `other-databases ${a?.user}@localhost`,
        `process-privilege ${a?.user}@localhost`,
        'wildcard-host open@%',
      ].toSorted(),
    );
    const cisOf = (name: string) => before.findings.find(({ code: found }) => found === name)?.cis.join(', ');
    expect(['administrator-in-use', 'anonymous-account', 'wildcard-host'].map(cisOf)).toEqual(numbers);
    expect(before.findings.find(({ code: found }) => found === 'file-privilege')?.remedy).toBe(
      `REVOKE FILE ON *.* FROM ${user}`,
    );
    expect(before.findings.map(({ code: found }) => found)).toEqual(
      expect.arrayContaining(['test-database', 'remote-account-tls']),
    );
  });

  it('concerns one service when told so, and the server', async () => {
    const { findings } = await report(' --service b-service');
    const subjects = findings.filter(({ severity }) => severity === 'error').map(({ subject }) => subject);
    expect(subjects).toEqual(['b-service']);
    expect(findings.map(({ code }) => code)).toContain('test-database');
  });

  it('finds a privilege that a role brings', async () => {
    const role = kind === 'mysql' ? "'files'@'%'" : 'files';
    await rowsOf(
      own.server,
      `CREATE ROLE ${role}`,
      `GRANT SHUTDOWN ON *.* TO ${role}`,
      `GRANT ${role} TO '${b?.user}'@'localhost'`,
    );
    const { findings } = await report();
    expect(
      findings.find(
        ({ code, subject }) => code === 'shutdown-privilege' && subject.startsWith(b?.user ?? ''),
      ),
    ).toMatchObject({
      severity: 'error',
      found: expect.stringMatching(/through the role `files`/) as string,
    });
  });

  it.runIf(kind === 'mariadb')('finds what every account has through PUBLIC', async () => {
    const object = `\`${b?.database.replaceAll('_', '\\_')}\`.*`;
    await rowsOf(own.server, `GRANT SELECT ON ${object} TO PUBLIC`);
    const { findings } = await report();
    const foreign = findings.filter(({ code, found }) => code === 'other-databases' && /PUBLIC/.test(found));
    expect(foreign.map(({ subject }) => subject)).toEqual([`${a?.user}@localhost`]);
    expect(foreign[0]).toMatchObject({
      severity: 'error',
      remedy: `REVOKE SELECT ON ${object} FROM PUBLIC`,
    });
  });

  it('has remedies that work: run as they stand, their findings are gone', async () => {
    const executable = /^(?:REVOKE|DROP|ALTER USER \S+ ACCOUNT LOCK)/;
    const remedies = (await report()).findings.map(({ remedy }) => remedy.replace(/, until .*$/, ''));
    const statements = [...new Set(remedies)].filter(
      (remedy) => executable.test(remedy) && remedy !== "DROP USER ''@'localhost'",
    );
    await rowsOf(own.server, ...statements, "DROP USER ''@'localhost'", "DROP USER 'open'@'%'");
    await writeFile(path.join(root, 'microservices', 'b-service', '.env'), `DB_USER=${b?.user}\n`);
    expect(codesOf(await report(), 'error')).toEqual([`other-databases ${a?.user}@localhost`]);
    await provision({ connection: own.server, map, secrets: memorySecretStore(), extras: 'revoke' });
    expect(codesOf(await report(), 'error')).toEqual([]);
  });

  it('says what it could not check for an account that may not look', async () => {
    const login = { user: 'looker', password: 'Aa1!aaaaaaaaaaaa' };
    await rowsOf(own.server, `CREATE USER 'looker'@'localhost' IDENTIFIED BY '${login.password}'`);
    const { output } = await cli('audit', login);
    await rowsOf(own.server, "DROP USER 'looker'@'localhost'");
    expect(output).toMatch(
      /not checked: anonymous-account \(CIS 7\.\d\): 1142: SELECT on mysql is missing\./,
    );
    expect(output).not.toMatch(/passed: .*anonymous-account/);
  });

  it('prints a SARIF log that its schema accepts', async () => {
    // One pattern of the schema is none with the u flag.
    const ajv = addFormats.default(new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false }));
    const validate = ajv.compile(JSON.parse(await readFile(schemaFile, 'utf8')) as object);
    const { output } = await cli('audit --format=sarif');
    const log = JSON.parse(output) as Log;
    expect(validate(log) ? [] : validate.errors).toEqual([]);
    const [first] = log.runs;
    expect(first?.results?.length).toBe((await report()).findings.length);
    for (const { ruleId, ruleIndex = -1 } of first?.results ?? []) {
      expect(first?.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
    }
  });
});
