import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTestSchema, testServers } from '@nilecare/dev-database/testing';
import { expect, it, onTestFinished } from 'vitest';
import { createProject, type Files, type Project } from '../project.ts';
import { runHere } from '../run-here.ts';

const [server] = testServers();
if (!server) throw new Error('no test server');

interface Services {
  readonly project: Project;
  readonly schemas: readonly string[];
  readonly applied: (schema: string) => Promise<number>;
}

/** Folders services/one, services/two … beside each other, each with a database of its own. */
async function createServices(
  names: readonly string[],
  files: (name: string) => Files,
  conf: (name: string) => string = () => '',
): Promise<Services> {
  const project = await createProject(server as NonNullable<typeof server>);
  const { host, port, user } = project.server;
  const schemas: string[] = [];
  for (const name of names) {
    const schema = await createTestSchema(project.server);
    onTestFinished(() => schema.drop());
    schemas.push(schema.name);
    const folder = path.join(project.root, 'services', name);
    await mkdir(path.join(folder, 'migrations'), { recursive: true });
    await writeFile(
      path.join(folder, 'flyway.conf'),
      [
        `flyway.url=jdbc:mysql://${host}:${port}/${schema.name}`,
        `flyway.user=${user}`,
        'flyway.password=${DB_PASSWORD}',
        'flyway.locations=filesystem:migrations',
        conf(name),
      ].join('\n'),
    );
    for (const [file, text] of Object.entries(files(name)))
      await writeFile(path.join(folder, 'migrations', file), text);
  }
  const applied = async (schema: string) => {
    const [[found] = []] = await project.query(
      `SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '${schema}' AND table_name = 'flyway_schema_history'`,
    );
    if (Number(found) === 0) return 0;
    const [[count] = []] = await project.query(`SELECT COUNT(*) FROM ${schema}.flyway_schema_history`);
    return Number(count);
  };
  return { project, schemas, applied };
}

const files = (name: string): Files => ({
  [`V1__${name}.sql`]: `CREATE TABLE ${name} (id INT PRIMARY KEY);`,
});
const all = '-projects=services/*';

it('migrates each project as if it had been called in its folder', async () => {
  const { project, schemas, applied } = await createServices(['one', 'two', 'three'], files);
  await mkdir(path.join(project.root, 'services', 'notes'));
  const { code, stdout, stderr } = await project.run([all, 'migrate']);
  expect(`${code} ${stderr}`).toBe('0 ');
  expect(stdout).toContain('3 of 3 done');
  expect(stdout).toContain('[two] Applied V1__two.sql');
  expect(await Promise.all(schemas.map(applied))).toEqual([1, 1, 1]);
});

it.each([
  ['../*', 'services/one'],
  ['*', 'services'],
  ['services/[ot]*', '.'],
])('finds %s from %s, the folder that it is called in too', async (pattern, folder) => {
  const { project, schemas, applied } = await createServices(['one', 'two'], files);
  const { code, stdout } = await runHere(
    [`-projects=${pattern}`, 'migrate'],
    path.join(project.root, folder),
    { DB_PASSWORD: project.server.password },
  );
  expect(code).toBe(0);
  expect(stdout).toContain('2 of 2 done');
  expect(await Promise.all(schemas.map(applied))).toEqual([1, 1]);
});

it('tells of a wrong password of one project, and migrates the others', async () => {
  const { project, schemas, applied } = await createServices(['one', 'two'], files, (name) =>
    name === 'two' ? 'flyway.password=wrong' : '',
  );
  const { code, stdout, stderr } = await project.run([all, 'migrate']);
  expect(code).toBe(1);
  expect(stdout).toContain('1 of 2 done, 1 failed');
  expect(stderr).toMatch(/^ERROR: two: Unable to connect .* 1045/);
  expect(await Promise.all(schemas.map(applied))).toEqual([1, 0]);
});

it('begins nothing when the configuration or a file of one is bad, and names its folder', async () => {
  const { project, schemas, applied } = await createServices(
    ['one', 'two', 'three'],
    (name) => (name === 'three' ? { ...files(name), 'V1.0__again.sql': 'DO 1;' } : files(name)),
    (name) => (name === 'two' ? 'flyway.baselineOnMigrate=perhaps' : ''),
  );
  const configuration = await project.run([all, 'migrate']);
  expect(configuration.code).toBe(1);
  expect(configuration.stderr).toContain(
    'services/two/flyway.conf:5: flyway.baselineOnMigrate must be true or false',
  );
  const duplicate = await project.run(['-projects=services/one,services/three', 'migrate']);
  expect(duplicate.code).toBe(1);
  expect(duplicate.stderr).toContain('Found more than one migration with version 1');
  expect(await Promise.all(schemas.map(applied))).toEqual([0, 0, 0]);
});

it('refuses what is not there, and two projects of one database', async () => {
  const { project } = await createServices(['one', 'two'], files);
  const gone = await project.run([
    '-projects=services/gone,services/x*,services/one,services/one',
    'migrate',
  ]);
  expect(gone.stderr).toContain('-projects=services/gone: there is no such folder');
  expect(gone.stderr).toContain('-projects=services/x*: no folder with a flyway.toml or flyway.conf');
  expect(gone.stderr).toContain('-projects=services/one: the folder is named twice');
  for (const [flags, sentence] of [
    [['-databases=a,b,a'], 'names a twice'],
    [['-databases=@gone.txt'], 'cannot be read (ENOENT)'],
    [['-databases=a,b', '-dryRunOutput=plan.sql'], 'names one place for the scripts'],
    [['-databases=a,b', '-engine=flyway'], 'a: engine=flyway migrates one database at a time'],
  ] as const) {
    const refused = await project.run([...flags, 'migrate']);
    expect(`${refused.code} ${refused.stderr}`).toContain(sentence);
  }
  const { host, port } = project.server;
  const { code, stderr } = await project.run([
    ...[all, `-url=jdbc:mysql://${host}:${port}/${project.schema}`, 'migrate'],
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain('one and two are the same database');
});
