import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The repository's root: the nearest folder from `start` upwards that holds `database/service-map.json`; when there is
 * none, the folder above this package.
 */
export function findRoot(start: string): string {
  for (let folder = path.resolve(start); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'database', 'service-map.json'))) return folder;
    if (folder === path.dirname(folder)) return fileURLToPath(new URL('../../../', import.meta.url));
  }
}
