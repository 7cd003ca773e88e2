import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileConfig } from '../config/file-config.ts';
import { RefusedError } from '../errors.ts';
import { planNew, type NewRequest } from '../plan/plan-new.ts';
import { findFiles } from '../source/find-files.ts';
import { writeNewFiles } from '../source/write-new-files.ts';

/** What `new` made. */
export interface NewReport {
  readonly operation: 'new';
  /** Null for a Repeatable. */
  readonly version: string | null;
  /** Absolute. */
  readonly paths: readonly string[];
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

/**
 * Makes the file of a new migration and, for a Versioned one, its Undo file: both or none. Needs no database.
 *
 * @param folder absolute; default: the first location
 * @throws RefusedError when version, description or file name is taken or cannot be used, and without a folder
 */
export async function newMigration(
  config: FileConfig,
  request: NewRequest,
  folder = config.locations[0] ?? '',
  now = new Date(),
): Promise<NewReport> {
  await requireFolder(folder);
  const { files } = findFiles([...config.locations, folder]);
  const names = files.map((file) => path.basename(file.path));
  const { version, files: planned, warnings } = planNew(names, request, config.prefixes, now);
  const paths = await writeNewFiles(folder, planned, config.encoding);
  return {
    operation: 'new',
    version: version ?? null,
    paths,
    warnings: [...warnings, ...warnOfUnread(config, folder, paths)],
  };
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new RefusedError(
    'ERROR',
    `There is no folder ${folder}. Create it, run this beside the flyway.conf that names it, or choose one by -location=.`,
  );
}

function warnOfUnread({ locations }: FileConfig, folder: string, paths: readonly string[]) {
  const read = new Set(findFiles(locations).files.map((file) => file.path));
  return paths.every((file) => read.has(file))
    ? []
    : [`${folder} is in none of the configured locations: migrate does not find these files.`];
}
