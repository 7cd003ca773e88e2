import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { testServers, type TestServer } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isExecutable } from '../src/flyway/locate.ts';
import { javaProgram } from '../src/flyway/program.ts';
import { flywayHome, flywayVariables, isFlywayMissing, javaVariables } from './flyway.ts';
import { createProject, sleeping, slow, until, type Project, type StartOptions } from './project.ts';

// A Java takes seconds to start where the machine is busy.
vi.setConfig({ testTimeout: 180_000 });

const [server] = testServers();
if (!server) throw new Error('no test server');

const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;
const files = {
  'V1__a.sql': 'CREATE TABLE a (id INT PRIMARY KEY);',
  'V1_1__two_words.sql': 'INSERT INTO a VALUES (1);\nINSERT INTO a VALUES (2);\n-- ä ${who}',
  'U1_1__two_words.sql': 'DELETE FROM a;',
  'R__v.sql': 'CREATE OR REPLACE VIEW v AS SELECT id FROM a;',
};
const conf = 'flyway.placeholders.who=me';

/** Runs the command line with this engine, in this process. */
function run(project: Project, args: readonly string[], options: StartOptions = {}) {
  return project.run(['-engine=flyway', ...args], withFlyway(options));
}

/** The same in a process of its own, with a standard input. */
function start(project: Project, args: readonly string[], options: StartOptions = {}) {
  return project.start(['-engine=flyway', ...args], withFlyway(options)).ended;
}

function withFlyway({ env, ...options }: StartOptions): StartOptions {
  return { conf, ...options, env: { ...flywayVariables(), ...env } };
}

/** Processes whose working directory is that of the project: Flyway's start script and its Java. */
function processesOf(project: Project): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => workingDirectoryOf(pid) === project.root)
    .map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
}

function workingDirectoryOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** Looks at the arguments of all processes that are started meanwhile, every few milliseconds until told to stop. */
function sampleArguments(secret: string) {
  let hits = 0;
  let sawJava = 0;
  const before = new Set(readdirSync('/proc'));
  const timer = setInterval(() => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && !before.has(name))) {
      const line = argumentsOf(pid);
      if (line.includes(secret)) hits++;
      if (line.includes('org.flywaydb.commandline.Main')) sawJava++;
    }
  }, 10);
  return () => {
    clearInterval(timer);
    return { hits, sawJava };
  };
}

function argumentsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** An account with every right, for one test. */
async function createUser(project: Project, { kind }: TestServer, password: string): Promise<string> {
  const name = `u_${randomBytes(4).toString('hex')}`;
  const quoted = `'${password.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  await project.query(`CREATE USER ${name}@'%' IDENTIFIED BY ${quoted}`);
  await project.query(`GRANT ALL ON *.* TO ${name}@'%'`);
  onTestFinished(() => project.query(`DROP USER ${name}@'%'`).then(() => undefined));
  if (kind === 'mysql') {
    const [row] = await project.query(`SELECT plugin FROM mysql.user WHERE user = '${name}'`);
    expect(row).toEqual(['caching_sha2_password']);
  }
  return name;
}

describe.skipIf(isFlywayMissing).each(testServers())('-engine=flyway on $kind $version', (server) => {
  it('leaves the history that the native engine leaves', async () => {
    const [mine, theirs] = [await createProject(server, files), await createProject(server, files)];
    const history = (project: Project) =>
      project.query(
        'SELECT installed_rank, version, description, type, script, checksum, installed_by, success FROM schema_version ORDER BY 1',
      );
    expect((await mine.run(['migrate'], { conf })).code).toBe(0);
    expect((await run(theirs, ['migrate'])).code).toBe(0);
    expect(await history(theirs)).toEqual(await history(mine));
    expect(await history(theirs)).toHaveLength(3);
  });

  it('hands a password of quotes, blanks and backslashes on unseen, with its user on a connection without TLS', async () => {
    const project = await createProject(server, files);
    for (const password of [`a b"c'd$e\\f;g $(id) \`x\``, `\\u12 %PATH% "'ä€`]) {
      const user = await createUser(project, server, password);
      const stop = sampleArguments(password);
      const ended = await start(project, ['-X', 'info'], {
        conf: `${conf}\nflyway.user=${user}`,
        env: { DB_PASSWORD: password },
      });
      const { hits, sawJava } = stop();
      expect(ended, ended.stderr).toMatchObject({ code: 0 });
      expect(ended.stdout).toContain('Expanding environment variable in config: DB_PASSWORD -> ***');
      expect(`${ended.stdout}${ended.stderr}`).not.toContain(password);
      if (process.platform === 'linux')
        expect({ hits, looked: sawJava > 10 }).toEqual({ hits: 0, looked: true });
    }
  });
});

const mysql = testServers().find(({ kind }) => kind === 'mysql');

it.skipIf(isFlywayMissing || mysql === undefined)(
  'Flyway encrypts where the URL asks for TLS by sslMode',
  async () => {
    if (mysql === undefined) return;
    const project = await createProject(mysql, files);
    const user = await createUser(project, mysql, 'S3cret-tls');
    await project.query(`ALTER USER ${user}@'%' REQUIRE SSL`);
    const url = `flyway.url=jdbc:mysql://${mysql.host}:${mysql.port}/${project.schema}?sslMode=REQUIRED`;
    const ended = await run(project, ['info'], {
      conf: `${conf}\nflyway.user=${user}\n${url}`,
      env: { DB_PASSWORD: 'S3cret-tls' },
    });
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
  },
);

// Flyway alone knows one kind of server from another; that it reaches both is shown above.
describe.skipIf(isFlywayMissing)('-engine=flyway', () => {
  it('runs every command and keeps what Flyway says', async () => {
    const project = await createProject(server, files);
    const info = await start(project, ['info']);
    expect(info).toMatchObject({ code: 0, stderr: '' });
    expect(info.stdout).toMatch(/Flyway OSS Edition \d/);
    expect(info.stdout).toMatch(/\| Versioned +\| 1\.1 +\| two words +\| SQL +\| +\| Pending/);
    const pending = await run(project, ['validate']);
    expect(pending.code).toBe(1);
    expect(pending.stderr).toContain('Detected resolved migration not applied to database: 1');
    expect((await run(project, ['migrate'])).stdout).toContain('Successfully applied 3 migrations');
    expect((await run(project, ['validate'])).stdout).toContain('Successfully validated 3 migrations');
    await project.write({ 'V1__a.sql': `${files['V1__a.sql']} -- changed` });
    expect((await run(project, ['validate'])).code).toBe(1);
    expect((await run(project, ['repair'])).stdout).toContain('Successfully repaired schema history table');
    expect((await run(project, ['validate', 'info'])).code).toBe(0);
    const clean = await run(project, ['clean', '-cleanDisabled=false', `-confirm=${project.schema}`]);
    expect(clean).toMatchObject({ code: 0, stderr: '' });
    expect(await project.query('SHOW TABLES')).toEqual([]);
    expect((await run(project, ['baseline', '-baselineVersion=1.1'])).code).toBe(0);
    expect(await project.history()).toEqual(['1.1 BASELINE 1']);
  });

  it('reads flyway.toml and hands on the environment that was chosen', async () => {
    const project = await createProject(server, files);
    const { host, port, user } = server;
    const table = (name: string, schema: string) =>
      `[environments.${name}]\nurl = "mysql://${host}:${port}/${schema}"\nuser = "${user}"\npassword = "\${env.DB_PASSWORD}"\n`;
    const settings =
      '[flyway]\ntable = "schema_version"\nlocations = ["filesystem:migrations"]\nplaceholders.who = "me"';
    await writeFile(
      path.join(project.root, 'flyway.toml'),
      table('default', 'nowhere') + table('dev', project.schema) + settings,
    );
    const args = ['-configFiles=flyway.toml', '-environment=dev', 'migrate'];
    const ended = await run(project, args, { conf: '' });
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    expect(await project.history()).toEqual(['1 SQL 1', '1.1 SQL 1', 'R__v.sql SQL 1']);
  });

  it.each([
    ['-outputType=sarif', 'SARIF use -engine=native'],
    ['-configFiles=-', 'Write it to a file'],
  ])('refuses %s, which Flyway cannot be given', async (flag, expected) => {
    const project = await createProject(server, files);
    const { code, stdout, stderr } = await start(project, [flag, 'validate']);
    expect(code).toBe(1);
    expect(`${stdout}${stderr}`).toContain(expected);
  });

  it('is chosen by MIGRATION_ENGINE as well, in the file of -envFile= too, and a flag wins', async () => {
    const project = await createProject(server, files);
    const env = { MIGRATION_ENGINE: 'flyway', ...flywayVariables() };
    const isFlyway = /Flyway OSS Edition/;
    expect((await project.run(['info'], { env, conf })).stdout).toMatch(isFlyway);
    expect((await project.run(['-engine=native', 'info'], { env, conf })).stdout).not.toMatch(isFlyway);
    await writeFile(
      path.join(project.root, '.env'),
      `MIGRATION_ENGINE=flyway\nFLYWAY_HOME='${flywayHome()}'`,
    );
    expect((await project.run(['-envFile=.env', 'info'], { env: javaVariables, conf })).stdout).toMatch(
      isFlyway,
    );
  });

  it('hands on -configFiles= and the variables of -envFile=', async () => {
    const project = await createProject(server, files);
    await writeFile(path.join(project.root, 'more.conf'), 'flyway.placeholders.who=${WHO}\nflyway.target=1');
    await writeFile(path.join(project.root, '.env'), `WHO=you\nDB_PASSWORD=${server.password}`);
    const args = ['-envFile=.env', '-configFiles=flyway.conf,more.conf', 'migrate'];
    expect(await run(project, args, { env: { DB_PASSWORD: undefined } })).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect(await project.history()).toEqual(['1 SQL 1', 'R__v.sql SQL 1']);
  });

  it('prints the JSON of Flyway, one object, and keeps its exit code', async () => {
    const project = await createProject(server, files);
    const info = await run(project, ['info', '-outputType=json']);
    expect(info).toMatchObject({ code: 0, stderr: '' });
    expect(json(info.stdout)).toMatchObject({
      operation: 'info',
      database: project.schema,
      migrations: [{ version: '1', state: 'Pending' }, { version: '1.1' }, { category: 'Repeatable' }],
    });
    expect(json((await run(project, ['migrate', 'info', '-outputType=json'])).stdout)).toMatchObject({
      individualResults: [{ operation: 'migrate', migrationsExecuted: 3 }, { operation: 'info' }],
    });
    await project.write({ 'V2__broken.sql': 'SELECT nope;' });
    const failed = await run(project, ['migrate', '-outputType=json']);
    expect(failed).toMatchObject({ code: 1 });
    expect(json(failed.stdout)).toMatchObject({
      error: {
        errorCode: 'FAILED_VERSIONED_MIGRATION',
        message: expect.stringContaining('Error Code : 1054') as string,
      },
    });
  });

  it('fails on a failed validate in JSON too, where Flyway exits with 0', async () => {
    const project = await createProject(server, files);
    const { code, stdout } = await run(project, ['validate', '-outputType=json']);
    expect(code).toBe(1);
    expect(json(stdout)).toMatchObject({ operation: 'validate', validationSuccessful: false });
  });

  it('refuses undo before Java is started, and says what to do', async () => {
    const project = await createProject(server, files);
    const text = await run(project, ['info', 'undo'], { env: { FLYWAY_HOME: '/nowhere' } });
    expect(text).toMatchObject({ code: 1, stdout: '' });
    expect(text.stderr).toContain('-engine=native undo');
    const asJson = await run(project, ['undo', '-outputType=json']);
    expect(asJson).toMatchObject({ code: 1, stderr: '' });
    expect(json(asJson.stdout)).toMatchObject({ error: { errorCode: 'UNDO_REFUSED' } });
  });

  it('refuses a password of which Flyway would cut off blanks', async () => {
    const project = await createProject(server, files);
    const { code, stderr } = await run(project, ['info'], { env: { DB_PASSWORD: 'S3cret ' } });
    expect(code).toBe(1);
    expect(stderr).toContain('Flyway cuts off blanks');
    expect(stderr).not.toContain('S3cret');
  });

  it.each([
    ['cleanDisabled', '', [], 'ERROR'],
    ['no confirmation', 'flyway.cleanDisabled=false', [], 'CONFIRMATION_REQUIRED'],
    [
      'production',
      'flyway.cleanDisabled=false\nflyway.placeholders.environment=production',
      ['-placeholders.environment=development', '-confirm=*'],
      'CLEAN_REFUSED',
    ],
  ])('keeps the rules of clean: %s', async (_rule, lines, args, errorCode) => {
    const project = await createProject(server, files);
    await project.query('CREATE TABLE keep (id INT)');
    const confirmed = args.map((arg) => arg.replace('*', project.schema));
    const ended = await run(project, ['clean', '-outputType=json', ...confirmed], { conf: lines });
    expect(ended.code).toBe(1);
    expect(json(ended.stdout)).toMatchObject({ error: { errorCode } });
    expect(await project.query('SHOW TABLES')).toEqual([['keep']]);
  });

  it.each(['engine=flyway', 'engineTimeout=3'])(
    'refuses flyway.%s in a .conf file, which Flyway reads too',
    async (line) => {
      const project = await createProject(server, files);
      const { code, stderr } = await project.run(['info'], { conf: `flyway.${line}` });
      expect(code).toBe(1);
      expect(stderr).toContain('flyway.conf:6: flyway.engine');
    },
  );

  it.each([
    ['a wrong password', { DB_PASSWORD: 'S3cret-wrong' }, [], 'Access denied'],
    ['no server', {}, ['-url=jdbc:mysql://127.0.0.1:1/x'], '127.0.0.1'],
    ['an unknown engine', {}, ['-engine=liquibase'], '-engine must be native or flyway; it is "liquibase"'],
  ])('fails on %s, in text and in JSON', async (_what, env, args, expected) => {
    const project = await createProject(server, files);
    const text = await run(project, ['info', ...args], { env });
    expect(text.code).toBe(1);
    expect(text.stderr).toContain(expected);
    expect(text.stderr).not.toContain('S3cret');
    const asJson = await run(project, ['info', '-outputType=json', ...args], { env });
    expect(asJson).toMatchObject({ code: 1, stderr: '' });
    expect(JSON.stringify(json(asJson.stdout))).toContain(JSON.stringify(expected).slice(1, -1));
  });
});

it.skipIf(isFlywayMissing)('Java runs Flyway with the class path that is made on Windows', async () => {
  const own = path.join(flywayHome(), 'jre/bin/java');
  const { file, args } = javaProgram(isExecutable(own, 'linux') ? own : 'java', flywayHome(), ':');
  const { stdout } = await promisify(execFile)(file, [...args, '-skipCheckForUpdate', '-v']);
  expect(stdout).toMatch(/Flyway .*Edition \d/);
});

describe.skipIf(isFlywayMissing || process.platform !== 'linux')('Flyway, once it runs,', () => {
  const endless = { 'V1__slow.sql': slow.replace('1.5', '25') };

  async function started(project: Project) {
    const running = project.start(['-engine=flyway', 'migrate'], { env: flywayVariables() });
    await sleeping(project, 60);
    expect(processesOf(project).join('\n')).toContain('org.flywaydb.commandline.Main');
    return running;
  }

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends at %s and leaves no process', async (signal, code) => {
    const project = await createProject(server, endless);
    const running = await started(project);
    const begun = Date.now();
    running.child.kill(signal);
    const ended = await running.ended;
    expect(ended).toMatchObject({ code, signal: null });
    expect(ended.stderr).toContain('Stopping Flyway');
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(processesOf(project)).toEqual([]);
  });

  it('is killed by a second signal', async () => {
    const project = await createProject(server, endless);
    const running = await started(project);
    // A stopped process cannot answer the first.
    for (const pid of pidsOf(project, 'java')) process.kill(pid, 'SIGSTOP');
    running.child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 800));
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130 });
    await until(() => Promise.resolve(processesOf(project).length === 0));
  });

  it('is ended after engineTimeout', async () => {
    const project = await createProject(server, endless);
    const ended = await run(project, ['migrate', '-engineTimeout=3', '-outputType=json']);
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(json(ended.stdout)).toMatchObject({ error: { errorCode: 'ENGINE_TIMEOUT' } });
    expect(processesOf(project)).toEqual([]);
  });

  function pidsOf(project: Project, word: string): readonly number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && workingDirectoryOf(name) === project.root)
      .filter((pid) => argumentsOf(pid).split('\0')[0]?.endsWith(word))
      .map(Number);
  }
});

describe('without a Flyway', () => {
  /** A home directory without anything, and a PATH without programs. */
  async function emptyPlaces() {
    const home = await mkdtemp(path.join(tmpdir(), 'home-'));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    return { HOME: home, PATH: path.join(home, 'bin') };
  }

  it('says where it looked and what to do', async () => {
    const project = await createProject(server, files);
    const env = { ...(await emptyPlaces()), MIGRATION_ENGINE_INSTALL: 'false' };
    const { code, stderr } = await project.run(['-engine=flyway', 'info'], { env });
    expect(code).toBe(1);
    expect(stderr).toContain(
      `No Flyway found: looked by FLYWAY_HOME (not set), on PATH, in ${env.HOME}/.node-flyway. Installing one is off (engineInstall=false).`,
    );
    expect(stderr).toContain(
      'set FLYWAY_HOME to the folder that holds it, or go on without it: -engine=native',
    );
    const asJson = await project.run(['-engine=flyway', '-outputType=json', 'info'], { env });
    expect(json(asJson.stdout)).toMatchObject({ error: { errorCode: 'ENGINE_NOT_FOUND' } });
  });

  it('of which the Java is missing, names the places of that', async () => {
    const project = await createProject(server, files);
    const env = await emptyPlaces();
    await mkdir(path.join(env.HOME, 'flyway/lib'), { recursive: true });
    await writeFile(path.join(env.HOME, 'flyway/flyway'), '', { mode: 0o755 });
    const without = { ...env, FLYWAY_HOME: path.join(env.HOME, 'flyway') };
    const { code, stderr } = await project.run(['-engine=flyway', 'info'], { env: without });
    expect(code).toBe(1);
    expect(stderr).toContain('java on PATH (JAVA_HOME is not set)');
    expect(stderr).toContain('Install Java 17 or newer');
    const wrong = { ...without, JAVA_HOME: '/no/java' };
    const named = await project.run(['-engine=flyway', 'info'], { env: wrong });
    expect(named.stderr).toContain('/no/java/bin/java (JAVA_HOME)');
  });

  it.skipIf(isFlywayMissing)(
    'elsewhere, finds one that node-flyway installed, through a link on PATH too',
    async () => {
      const project = await createProject(server, files);
      const places = await emptyPlaces();
      const env = { ...javaVariables, ...places, PATH: process.env['PATH'] };
      await mkdir(path.join(places.HOME, '.node-flyway'));
      await symlink(flywayHome(), path.join(places.HOME, '.node-flyway', 'flyway-1.2.3'));
      expect((await project.run(['-engine=flyway', 'info'], { env, conf })).code).toBe(0);
      await mkdir(places.PATH);
      await symlink(path.join(flywayHome(), 'flyway'), path.join(places.PATH, 'flyway'));
      const linked = { ...env, HOME: '/nowhere', PATH: `${places.PATH}:${process.env['PATH']}` };
      expect((await project.run(['-engine=flyway', 'info'], { env: linked, conf })).code).toBe(0);
    },
  );

  it('says so when node-flyway cannot download, and leaves nothing behind', async () => {
    const project = await createProject(server, files);
    const places = await emptyPlaces();
    const offline = path.join(places.HOME, 'offline.cjs');
    await writeFile(
      offline,
      "require('dns').lookup = (host, options, done) => done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }));",
    );
    const env = { ...places, NODE_OPTIONS: `--require ${offline}` };
    const { code, stderr } = await project.start(['-engine=flyway', 'info'], { env }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('node-flyway could not install 11.1.0: getaddrinfo ENOTFOUND');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readdirSync(path.join(places.HOME, '.node-flyway'))).toEqual([]);
  });

  // 350 MB: not on a developer's line.
  it.runIf(process.env['CI'])('has node-flyway install one', { timeout: 300_000 }, async ({ skip }) => {
    const project = await createProject(server, files);
    const places = await emptyPlaces();
    const env = { ...process.env, ...places, PATH: '/usr/bin:/bin', FLYWAY_HOME: undefined };
    const first = await project.start(['-engine=flyway', 'migrate'], { env, conf }).ended;
    if (first.stderr.includes('node-flyway could not install')) skip(first.stderr);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^Installing Flyway 11\.1\.0 in .*\.node-flyway by node-flyway\n/);
    expect(await project.history()).toEqual(['1 SQL 1', '1.1 SQL 1', 'R__v.sql SQL 1']);
    expect(readdirSync(path.join(places.HOME, '.node-flyway'))).toEqual(['flyway-11.1.0']);
    const second = await project.start(['-engine=flyway', '-engineInstall=false', 'validate'], { env, conf })
      .ended;
    expect(second).toMatchObject({ code: 0, stderr: '' });
    expect(second.stdout).not.toContain('Installing');
  });
});
