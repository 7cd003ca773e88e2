import { existsSync } from 'node:fs';
import path from 'node:path';
import { candidates, type AcquireOptions } from '../binary/candidates.ts';
import { publishDirectory } from '../binary/publish.ts';
import { DevDatabaseError, hasCode } from '../errors.ts';
import type { ServerBinary, ServerKind } from '../model.ts';
import { initialise } from '../server/initialise.ts';
import type { PrivatePaths } from './paths.ts';

/** Which server made the data directory. */
interface Maker {
  readonly kind: ServerKind;
  readonly version: string;
  readonly program?: string;
}

/**
 * Finds a server program for the data directory, which is made first when there is none: whole or not at all.
 *
 * @param maker what made it, as far as known; an older program than that would damage it
 * @throws DevDatabaseError NO_SERVER, INITIALISE_FAILED, STATE_UNREADABLE for data of an unknown server
 */
export async function prepareData(
  paths: PrivatePaths,
  maker: Maker | undefined,
  options: AcquireOptions,
): Promise<ServerBinary> {
  if (existsSync(paths.data)) return programFor(paths, maker ?? makerByFiles(paths), options);
  for await (const binary of candidates({ ...options, ...(maker && { kind: maker.kind }) })) {
    options.onProgress?.(
      `Making a data directory for ${binary.kind} ${binary.version} (${binary.program}) …`,
    );
    try {
      await makeData(paths, binary, options.signal);
      return binary;
    } catch (error) {
      if (!hasCode(error, 'NOT_PERMITTED')) throw error;
      options.onProgress?.(`${binary.program} may not write there; looking for another server program.`);
    }
  }
  throw new Error('unreachable: the candidates end with an error');
}

async function makeData(
  paths: PrivatePaths,
  binary: ServerBinary,
  signal: AbortSignal | undefined,
): Promise<void> {
  await publishDirectory(paths.data, (data) => initialise(binary, { ...paths, data }, signal));
}

async function programFor(paths: PrivatePaths, maker: Maker, options: AcquireOptions): Promise<ServerBinary> {
  const same = await programOfLastTime(maker, options);
  if (same) return same;
  for await (const binary of candidates({ ...options, kind: maker.kind })) {
    if (isAtLeast(binary.version, maker.version)) return binary;
    options.onProgress?.(
      `${binary.program} is ${binary.version}, older than what made ${paths.data} (${maker.version}); looking on.`,
    );
  }
  throw new Error('unreachable: the candidates end with an error');
}

/** One installed since then may be kept out of the data directory, so what worked is taken again. */
async function programOfLastTime(
  { kind, program }: Maker,
  options: AcquireOptions,
): Promise<ServerBinary | undefined> {
  if (options.environment['NILECARE_MYSQLD']) return undefined;
  try {
    for await (const binary of candidates({ ...options, kind, fetch: 'never' }))
      if (binary.program === program) return binary;
  } catch (error) {
    if (!hasCode(error, 'NO_SERVER')) throw error;
  }
  return undefined;
}

/** server.json is lost, the data is not: the two families keep their dictionaries in different files. */
function makerByFiles({ data }: PrivatePaths): Maker {
  if (existsSync(path.join(data, 'mysql.ibd'))) return { kind: 'mysql', version: '0.0' };
  if (existsSync(path.join(data, 'aria_log_control'))) return { kind: 'mariadb', version: '0.0' };
  throw new DevDatabaseError(
    'STATE_UNREADABLE',
    `${data} exists but was made by no server known here. Move it away, or run 'dev-database reset'.`,
    { context: { dataDirectory: data } },
  );
}

/** Only major and minor count: between patches either way is safe. */
function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
