/** What a start loads and reads, counted: neither a heavy import at the top of a module nor a second reading passes. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject, type Ended, type Project } from './project.ts';

const packageFolder = path.resolve(import.meta.dirname, '..');
const preload = path.join(import.meta.dirname, 'start-up', 'watch-loads.cjs');

interface Seen extends Ended {
  /** Files of the project, in the order of their names, once for each time they were opened. */
  readonly read: readonly string[];
  /** Files of this package without the hash in their names, by name, the cache of compiled code not among them. */
  readonly own: readonly string[];
  /** Bytes of those. */
  readonly size: number;
  /** Modules of Node.js that are loaded beyond those of an empty program. */
  readonly modules: readonly string[];
}

async function run(project: Project, ...args: string[]): Promise<Seen> {
  const file = path.join(project.root, 'seen.json');
  const env = { NODE_OPTIONS: `--require "${preload}"`, NILECARE_SEEN: file };
  const ended = await project.start(args, { env }).ended;
  const seen = JSON.parse(await readFile(file, 'utf8')) as Pick<Seen, 'modules'> & { files: string[] };
  const within = (folder: string) => seen.files.filter((each) => each.startsWith(folder + path.sep)).sort();
  const own = within(packageFolder).filter((each) => !each.includes('code-cache'));
  const sizes = await Promise.all(own.map(async (each) => (await stat(each)).size));
  return {
    ...ended,
    read: within(project.root).map((each) => path.relative(project.root, each)),
    own: own.map((each) => path.basename(each).replace(/-[\w-]{8}(?=\.cjs$)/, '')).sort(),
    size: sizes.reduce((sum, size) => sum + size, 0),
    modules: seen.modules,
  };
}

/** What a command with a connection has no use for; each takes a millisecond and more. */
const heavy = [
  'child_process',
  'worker_threads',
  'http',
  'https',
  'readline',
  'perf_hooks',
  'internal/modules/esm/resolve',
  'internal/modules/esm/translators',
];

const files = {
  'V1__a.sql': 'CREATE TABLE a (id INT);',
  'V2__b.sql': 'CREATE TABLE b (id INT);',
  'R__v.sql': 'CREATE OR REPLACE VIEW v AS SELECT id FROM a;',
};

describe.each(testServers())('a start on $kind $version', (server) => {
  it.each(['migrate', 'info', 'validate'])(
    'of %s with nothing to do reads each file once, and of the program what it needs',
    async (command) => {
      const project = await createProject(server, files);
      expect(await project.run(['migrate'])).toMatchObject({ code: 0 });
      const seen = await run(project, command);
      expect(seen).toMatchObject({ code: 0, stderr: '' });
      const migrations = Object.keys(files).sort();
      expect(seen.read).toEqual(['flyway.conf', ...migrations.map((file) => path.join('migrations', file))]);
      expect(seen.own).toEqual(expect.arrayContaining(['run.cjs', 'start.cjs', 'engine.cjs', 'driver.cjs']));
      expect(seen.own.length).toBeLessThanOrEqual(14);
      expect(seen.size).toBeLessThan(680_000);
      expect(seen.modules.filter((name) => heavy.includes(name))).toEqual([]);
      expect(seen.modules.length).toBeLessThan(60);
    },
  );
});

describe.each(testServers())('a run with something to do on $kind $version', (server) => {
  it.each(['info', 'migrate'])('as %s reads each file once', async (command) => {
    const project = await createProject(server, files);
    const seen = await run(project, command);
    expect(seen).toMatchObject({ code: 0, stderr: '' });
    const migrations = Object.keys(files).sort();
    // Beside them, a run looks for the commit that is checked out.
    const scripts = seen.read.filter((file) => !/\.git\b/.test(file));
    expect(scripts).toEqual(['flyway.conf', ...migrations.map((file) => path.join('migrations', file))]);
  });
});

describe('a start without a database', () => {
  it.each(['--version', '--help'])('of %s loads next to nothing', async (flag) => {
    const [server] = testServers();
    if (!server) throw new Error('no server');
    const seen = await run(await createProject(server), flag);
    expect(seen).toMatchObject({ code: 0, stderr: '', read: [] });
    expect(seen.own).toEqual(expect.arrayContaining(['run.cjs', 'start.cjs']));
    expect(seen.own.length).toBeLessThanOrEqual(6);
    expect(seen.size).toBeLessThan(100_000);
    expect(seen.modules.length).toBeLessThan(30);
  });
});

/** The command line by itself, without the packages that it is made of. */
async function copyOfBundle(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nilecare bundle '));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const isWanted = (file: string) => !/\.map$|code-cache/.test(file);
  for (const part of ['package.json', 'bin', 'dist/bundle'])
    await cp(path.join(packageFolder, part), path.join(folder, part), { recursive: true, filter: isWanted });
  return folder;
}

/** V8 itself would not notice. */
async function breakInside(file: string): Promise<void> {
  const bytes = await readFile(file);
  await writeFile(file, bytes.fill(0, 1000, 1100));
}

describe('the bundle', () => {
  it('needs no packages, keeps its compiled form, and does without it where that is broken', async () => {
    const [server] = testServers();
    if (!server) throw new Error('no server');
    const project = await createProject(server, files);
    await project.run(['migrate']);
    const folder = await copyOfBundle();
    const cache = path.join(folder, 'dist/bundle/code-cache');
    const start = () =>
      promisify(execFile)(process.execPath, [path.join(folder, 'bin/nilecare-migrate.js'), 'validate'], {
        cwd: project.root,
        env: { DB_PASSWORD: server.password },
      });
    const kept = async () =>
      (await readdir(cache, { recursive: true })).filter((file) => file.endsWith('.cjs'));
    const first = await start();
    const written = await kept();
    expect(written.map((file) => path.basename(file).split('-')[0])).toEqual(
      expect.arrayContaining(['driver', 'engine', 'start', 'validate']),
    );
    expect(await start()).toEqual(first);
    for (const file of written) await breakInside(path.join(cache, file));
    expect(await start()).toEqual(first);
    expect(first.stdout).toBe('Successfully validated 3 migrations\n');
  });
});
