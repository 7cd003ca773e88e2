import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DevDatabaseError } from '../errors.ts';
import { runCommand } from '../run-command.ts';

/** What a rootless use of apt needs: the folder it may use up, and how to stop it. */
export interface AptWork {
  /** An empty folder; lists, archives and the unpacked tree go into it, and all but the tree leave it again. */
  readonly directory: string;
  readonly signal?: AbortSignal;
}

const fetchTimeout = 10 * 60_000;

/** Whether this is Debian or a child of it. */
export function hasApt(): boolean {
  return ['/usr/bin/apt-get', '/usr/bin/dpkg-deb'].every((program) => existsSync(program));
}

/**
 * Installs packages for the whole system, as root.
 *
 * @throws DevDatabaseError COMMAND_FAILED
 */
export async function aptInstall(packages: readonly string[], signal?: AbortSignal): Promise<void> {
  const options = { timeout: fetchTimeout, ...(signal && { signal }) };
  const apt = (...args: readonly string[]): Promise<string> =>
    runCommand(
      '/usr/bin/env',
      ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300', ...args],
      options,
    );
  const install = (): Promise<string> => apt('install', '-y', '--no-install-recommends', ...packages);
  // Empty or outdated lists name archives that no longer exist, so a failure is tried again with fresh ones.
  await install().catch(async () => {
    await apt('update');
    await install();
  });
}

/** A rootless apt with lists and archives of its own, so that the system's stay untouched and unlocked. */
export interface RootlessApt {
  /** Downloads a package with what it needs and the system does not have. */
  fetchMissing(name: string): Promise<void>;
  /** Downloads packages with everything they need, down to the C library. */
  fetchWhole(names: readonly string[]): Promise<void>;
  /** The first of these packages that the archive has. */
  firstAvailable(names: readonly string[]): Promise<string | undefined>;
}

/**
 * Runs `fetch` with a rootless apt, then unpacks what it fetched into `directory/root`.
 *
 * @param sources lines for apt's source list; by default those of the system.
 * @throws DevDatabaseError COMMAND_FAILED, also when nothing was fetched
 */
export async function withRootlessApt(
  { directory, signal }: AptWork,
  sources: readonly string[] | undefined,
  fetch: (apt: RootlessApt) => Promise<void>,
): Promise<void> {
  const work = path.join(directory, 'apt');
  const archives = path.join(work, 'archives');
  for (const folder of ['lists/partial', 'archives/partial'])
    await mkdir(path.join(work, folder), { recursive: true });
  const settings = aptSettings(work, sources !== undefined);
  if (sources) await writeFile(path.join(work, 'sources.list'), sources.join('\n') + '\n');
  const options = { timeout: fetchTimeout, cwd: archives, ...(signal && { signal }) };
  const run = (program: string, ...args: readonly string[]): Promise<string> =>
    runCommand(program, [...settings, ...args], options);
  try {
    await run('apt-get', '-qq', 'update');
    await fetch(rootlessApt(run));
    await unpack(archives, path.join(directory, 'root'), signal);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function aptSettings(work: string, ownSources: boolean): readonly string[] {
  const settings = [
    `Dir::State::Lists=${work}/lists`,
    `Dir::Cache=${work}`,
    `Dir::Cache::pkgcache=`,
    `Dir::Cache::srcpkgcache=`,
    'Debug::NoLocking=1',
    // As root, apt would otherwise drop to a user that cannot write here.
    'APT::Sandbox::User=root',
    'Acquire::Retries=2',
    'Acquire::http::Timeout=60',
    ...(ownSources ? [`Dir::Etc::sourcelist=${work}/sources.list`, 'Dir::Etc::sourceparts=/dev/null'] : []),
  ];
  return settings.flatMap((setting) => ['-o', setting]);
}

type Run = (program: string, ...args: readonly string[]) => Promise<string>;

function rootlessApt(run: Run): RootlessApt {
  return {
    async fetchMissing(name) {
      await run(
        'apt-get',
        '-qq',
        '-y',
        '--no-install-recommends',
        '--reinstall',
        '--download-only',
        'install',
        name,
      );
    },
    async fetchWhole(names) {
      const needed = await dependencies(run, names);
      await run('apt-get', '-qq', 'download', ...needed);
    },
    async firstAvailable(names) {
      const known = new Set((await run('apt-cache', 'pkgnames', 'mysql-')).split('\n'));
      return names.find((name) => known.has(name));
    },
  };
}

/** Perl and debconf only serve the packages' scripts, which are not run here. */
const notNeeded = /^(perl|perl-base|perl-modules-.*|libperl.*|debconf.*|cdebconf.*)$/;

async function dependencies(run: Run, names: readonly string[]): Promise<readonly string[]> {
  const without = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'];
  const text = await run(
    'apt-cache',
    'depends',
    '--recurse',
    ...without.map((relation) => `--no-${relation}`),
    ...names,
  );
  const packages = text.split('\n').filter((line) => /^[a-z0-9]/.test(line));
  return [...new Set(packages)].filter((name) => !notNeeded.test(name)).sort();
}

async function unpack(archives: string, root: string, signal: AbortSignal | undefined): Promise<void> {
  const names = (await readdir(archives)).filter((name) => name.endsWith('.deb'));
  if (names.length === 0)
    throw new DevDatabaseError(
      'COMMAND_FAILED',
      'apt-get fetched no package, although it reported no error.',
    );
  await mkdir(root, { recursive: true });
  for (const name of names)
    await runCommand('dpkg-deb', ['-x', path.join(archives, name), root], {
      timeout: 120_000,
      ...(signal && { signal }),
    });
}
