import { readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Every file, folder and link below a folder. Links are named and not followed, as node's own recursive readdir does:
 * a copy's node_modules is a link to this repository's.
 */
export async function entriesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = await Promise.all(
    entries.map(async (entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? [file, ...(await entriesBelow(file))] : [file];
    }),
  );
  return below.flat();
}
