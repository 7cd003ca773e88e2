import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { compareVersions, parseVersion, type Version } from '@nilecare/migrate';
import { ServiceError } from './errors.ts';

/**
 * The versions of the migrations (`V1_2__Name.sql` is 1.2) in a folder and the folders below it, oldest first.
 * @throws {ServiceError} MIGRATIONS_UNREADABLE when the folder cannot be read or holds no migration
 */
export async function readNeededVersions(folder: string): Promise<readonly Version[]> {
  const names = await listFiles(folder);
  const versions = names.flatMap((name) => {
    const text = /^V([\d._]+?)__.*\.sql$/.exec(basename(name))?.[1];
    const version = text === undefined ? undefined : parseVersion(text);
    return version === undefined ? [] : [version];
  });
  if (versions.length > 0) return versions.sort(compareVersions);
  throw new ServiceError(
    'MIGRATIONS_UNREADABLE',
    `No migration (V1__Name.sql) is in ${folder}, so the version that the schema needs is unknown.`,
  );
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder, { recursive: true });
  } catch (cause) {
    throw new ServiceError(
      'MIGRATIONS_UNREADABLE',
      `The folder of migrations ${folder} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}).\n` +
        'A service is deployed together with its migrations; copy them beside its dist folder.',
      { cause },
    );
  }
}
