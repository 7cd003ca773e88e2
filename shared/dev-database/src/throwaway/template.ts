import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheDirectory } from '../binary/cache.ts';
import { publishDirectory } from '../binary/publish.ts';
import type { Environment, ServerBinary } from '../model.ts';
import { commonFlags } from '../server/flags.ts';
import { initialise } from '../server/initialise.ts';

/**
 * An initialised data directory of this server program in the user's cache, made when it is not there yet: MySQL
 * needs 2-3 s for it, a copy takes a fraction of that. Its administrator has no password; it is never started.
 *
 * @throws DevDatabaseError NOT_PERMITTED, INITIALISE_FAILED
 */
export async function templateFor(
  binary: ServerBinary,
  environment: Environment,
  signal?: AbortSignal,
): Promise<string> {
  const folder = path.join(cacheDirectory(environment), 'templates', templateName(binary));
  const data = path.join(folder, 'data');
  if (existsSync(data)) return data;
  await publishDirectory(folder, async (directory) => {
    const temporary = path.join(directory, 'tmp');
    await initialise(binary, { ...nowhere, data: path.join(directory, 'data'), temporary }, signal);
    await rm(temporary, { recursive: true, force: true });
  });
  return data;
}

const nowhere = { log: '', pidFile: '' };

/** Flags that shape the files are part of the name, paths of the moment are not. */
function templateName(binary: ServerBinary): string {
  const flags = commonFlags(binary, { ...nowhere, data: '', temporary: '' });
  const digest = createHash('sha256')
    .update([binary.program, ...flags].join('\0'))
    .digest('hex');
  return `${binary.kind}-${binary.version}-${digest.slice(0, 12)}`;
}
