import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { ConfigurationError, type ConfigurationProblem } from '../../errors.ts';

/** A folder that is migrated as if the command had been called in it. */
export interface Project {
  /** Its last part, or the whole where two have the same. */
  readonly name: string;
  /** As it was written or found, with `/`, relative to where the command was called. */
  readonly written: string;
  /** Absolute. */
  readonly folder: string;
}

/**
 * The folders of `-projects=`, in the order in which they are named. A pattern stands for those that hold a
 * configuration; a folder that is written out stands for itself.
 *
 * @param configFiles those of `-configFiles=`, which count as a configuration too
 * @throws ConfigurationError with every folder that is missing, named twice, and pattern that finds none
 */
export async function findProjects(
  values: readonly string[],
  root: string,
  configFiles: readonly string[],
): Promise<readonly Project[]> {
  const problems: ConfigurationProblem[] = [];
  const found: string[] = [];
  for (const value of values) {
    const folders = isDynamicPattern(value)
      ? await matching(value, root, configFiles)
      : [path.resolve(root, value)];
    const problem = problemOf(value, folders, found);
    if (problem !== undefined) problems.push({ message: `-projects=${value}: ${problem}` });
    found.push(...folders);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return named(found, root);
}

const configNames = ['flyway.toml', 'flyway.conf'];

async function matching(pattern: string, root: string, configFiles: readonly string[]): Promise<string[]> {
  const { fixed, rest } = splitPattern(pattern);
  // From there, because it leaves out the folder that it is called in.
  const folders = await glob(rest, {
    cwd: path.resolve(root, fixed),
    onlyDirectories: true,
    expandDirectories: false,
    absolute: true,
  });
  const names = [...configNames, ...configFiles];
  return folders
    .map((folder) => path.resolve(folder))
    .filter((folder) => names.some((name) => existsSync(path.resolve(folder, name))))
    .sort();
}

/** The folders in front of the first wildcard, and what is behind them. */
function splitPattern(pattern: string): { readonly fixed: string; readonly rest: string } {
  const parts = pattern.split('/');
  const first = parts.findIndex((part) => isDynamicPattern(part));
  const fixed = parts.slice(0, first).map((part) => `${part}/`);
  return { fixed: fixed.join(''), rest: parts.slice(first).join('/') };
}

function problemOf(value: string, folders: readonly string[], before: readonly string[]): string | undefined {
  if (folders.length === 0) return `no folder with a ${configNames.join(' or ')} is found by it`;
  const twice = folders.find((folder) => before.includes(folder));
  if (twice !== undefined) return 'the folder is named twice; name it once';
  const [folder = ''] = folders;
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder
    ? undefined
    : `there is no such folder; name one that holds a project, not ${path.basename(value)}`;
}

function named(folders: readonly string[], root: string): readonly Project[] {
  const bases = folders.map((folder) => path.basename(folder));
  return folders.map((folder, index) => {
    const written = path.relative(root, folder).replaceAll(path.sep, '/') || '.';
    const base = bases[index] ?? written;
    const isUnique = bases.filter((other) => other === base).length === 1;
    return { name: isUnique ? base : written, written, folder };
  });
}
