import { accessSync, constants, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { parseLocation } from './location.ts';

/** A file below a location. */
export interface FoundFile {
  /** Absolute path. */
  readonly path: string;
  /** Relative to its location, with `/`. */
  readonly script: string;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** Locations that do not exist or cannot be read, and why; whole sentences. */
  readonly missing: readonly string[];
}

/**
 * All files below the locations (absolute folders, or globs with `*`, `**` and `?`), sorted by path. Symbolic links
 * are followed, except into a folder that is being read already; folders whose names begin with a dot are passed
 * over, as Flyway does. A file that two locations share is found once.
 */
export function findFiles(locations: readonly string[]): FoundFiles {
  const found = new Map<string, FoundFile>();
  const missing: string[] = [];
  for (const location of withoutNested(locations)) {
    const place = parseLocation(location);
    const reason = whyUnreadable(place.root);
    if (reason) {
      missing.push(`Failed to find filesystem location: ${place.root} (${reason})`);
      continue;
    }
    for (const file of walk(place.root, new Set(), missing)) {
      const script = place.scriptOf(file);
      if (script !== undefined && !found.has(file)) found.set(file, { path: file, script });
    }
  }
  const files = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, missing };
}

/** Without the locations that another one holds already. */
function withoutNested(locations: readonly string[]): readonly string[] {
  const folders = [...new Set(locations)];
  return folders.filter(
    (folder) =>
      !folders.some((other) => other !== folder && `${folder}${path.sep}`.startsWith(`${other}${path.sep}`)),
  );
}

/** Flyway's words. */
function whyUnreadable(folder: string): string | undefined {
  try {
    if (!statSync(folder).isDirectory()) return 'not a directory';
    accessSync(folder, constants.R_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'not found' : 'not readable';
  }
}

/** @param unreadable told of folders that cannot be read */
function walk(folder: string, above: ReadonlySet<string>, unreadable: string[]): readonly string[] {
  const real = realpathSync(folder);
  if (above.has(real)) return [];
  const inside = new Set(above).add(real);
  const beginning = path.join(folder, path.sep);
  return entriesOf(folder, unreadable).flatMap((entry): readonly string[] => {
    const file = `${beginning}${entry.name}`;
    const isFolder = entry.isSymbolicLink() ? isDirectory(file) : entry.isDirectory();
    if (!isFolder) return [file];
    return entry.name.startsWith('.') ? [] : walk(file, inside, unreadable);
  });
}

function entriesOf(folder: string, unreadable: string[]): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    unreadable.push(`Failed to find filesystem location: ${folder} (not readable)`);
    return [];
  }
}

/** A link that leads nowhere is no folder; reading it as a file names the trouble. */
function isDirectory(file: string): boolean {
  try {
    return statSync(file).isDirectory();
  } catch {
    return false;
  }
}
