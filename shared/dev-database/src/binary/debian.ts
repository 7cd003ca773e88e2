import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DevDatabaseError } from '../errors.ts';
import { runCommand } from '../run-command.ts';
import { withRootlessApt, type AptWork } from './apt.ts';

/** What `fillCache` writes down: how to start the program, relative to the cache's folder. */
export interface Unpacked {
  readonly program: string;
  readonly basedir: string;
  /** Absent when the system has every library that the program needs. */
  readonly libraries?: string;
  readonly loader?: string;
}

/** MariaDB's server from the system's own archive: 6 packages, 7 MB, about 3 s. */
export async function fetchMariadb(work: AptWork): Promise<Unpacked> {
  await withRootlessApt(work, undefined, (apt) => apt.fetchMissing('mariadb-server-core'));
  const libraries = await libraryFolder(work.directory);
  return { program: 'root/usr/sbin/mariadbd', basedir: 'root/usr', ...(libraries && { libraries }) };
}

/** MariaDB's client from the system's own archive: 1 MB. */
export async function fetchMariadbClient(work: AptWork): Promise<Unpacked> {
  await withRootlessApt(work, undefined, (apt) => apt.fetchMissing('mariadb-client-core'));
  const libraries = await libraryFolder(work.directory);
  return { program: 'root/usr/bin/mariadb', basedir: 'root/usr', ...(libraries && { libraries }) };
}

/** MariaDB's dump program from the system's own archive: 3 MB. */
export async function fetchMariadbDump(work: AptWork): Promise<Unpacked> {
  await withRootlessApt(work, undefined, (apt) => apt.fetchMissing('mariadb-client'));
  const libraries = await libraryFolder(work.directory);
  return { program: 'root/usr/bin/mariadb-dump', basedir: 'root/usr', ...(libraries && { libraries }) };
}

/**
 * Oracle's MySQL server with everything it needs down to the C library, so that it runs on an older system too:
 * from Debian's unstable suite (9.7 LTS; 55 packages, 60 MB, about 10 s), on Ubuntu from its own archive.
 */
export async function fetchMysql(work: AptWork): Promise<Unpacked> {
  const debian = await debianArchive();
  const sources = debian === undefined ? undefined : [`deb ${debian} sid main`];
  await withRootlessApt(work, sources, async (apt) => {
    const server = await apt.firstAvailable([
      'mysql-server-core',
      'mysql-server-core-8.4',
      'mysql-server-core-8.0',
    ]);
    if (server === undefined)
      throw new DevDatabaseError('COMMAND_FAILED', "The system's package archive has no mysql-server-core.");
    await apt.fetchWhole([server, server.replace('server', 'client')]);
  });
  const libraries = await libraryFolder(work.directory);
  if (libraries === undefined)
    throw new DevDatabaseError('COMMAND_FAILED', 'The fetched packages hold no libraries.');
  await trim(path.join(work.directory, 'root'));
  return {
    program: 'root/usr/sbin/mysqld',
    basedir: 'root/usr',
    libraries,
    loader: await loaderPath(work.directory, libraries),
  };
}

/** The address of the Debian archive that apt uses here; `undefined` on a child such as Ubuntu. */
async function debianArchive(): Promise<string | undefined> {
  const lines = await runCommand('apt-get', ['indextargets', '--format', '$(REPO_URI)', 'Label: Debian']);
  return lines.split('\n').find((line) => line !== '');
}

async function libraryFolder(directory: string): Promise<string | undefined> {
  const folder = path.join(directory, 'root/usr/lib');
  const names = existsSync(folder) ? await readdir(folder) : [];
  const triplet = names.find((name) => /-linux-gnu/.test(name));
  return triplet === undefined ? undefined : `root/usr/lib/${triplet}`;
}

/** The dynamic loader that belongs to the unpacked C library. */
async function loaderPath(directory: string, libraries: string): Promise<string> {
  for (const folder of [libraries, libraries.replace('/usr/', '/'), 'root/lib64', 'root/usr/lib64']) {
    if (!existsSync(path.join(directory, folder))) continue;
    const name = (await readdir(path.join(directory, folder))).find((file) =>
      /^ld-linux.*\.so\.\d+$/.test(file),
    );
    if (name !== undefined) return `${folder}/${name}`;
  }
  throw new DevDatabaseError('COMMAND_FAILED', 'The fetched packages hold no dynamic loader.');
}

/** Documentation and translations are a third of the unpacked size and serve nobody here. */
async function trim(root: string): Promise<void> {
  for (const folder of ['usr/share/doc', 'usr/share/man', 'usr/share/locale'])
    await rm(path.join(root, folder), { recursive: true, force: true });
}
