/** Migration files of branches, from one text each, for tables of tests. */
import { resolveConfig } from '../src/config/resolve-config.ts';
import type { BranchFile, BranchSides } from '../src/plan/branch-sides.ts';
import { writtenName } from '../src/source/written-name.ts';

/** How files are named when nothing is configured. */
export const usualPrefixes = resolveConfig({ url: 'mysql://127.0.0.1/shop', user: 'shop' }).prefixes;

/** `V1__a`, or `sub/V1__a = CREATE TABLE b (id INT)`; without a text its own name makes one. */
export function branchFile(line: string): BranchFile {
  const [stem = '', text = `CREATE TABLE ${line.replace(/\W/g, '_')} (id INT)`] = line.split(' = ');
  const path = `m/${stem}.sql`;
  const name = writtenName(path.slice(path.lastIndexOf('/') + 1), usualPrefixes);
  if (!name) throw new Error(`"${stem}" is no name of a migration`);
  return { path, name, text };
}

/** The files that both sides began with, and what each has now beside them; `-V1__a` is one that it has no longer. */
export function branchSides(
  base: readonly string[],
  branch: readonly string[],
  here: readonly string[],
): BranchSides {
  const now = (lines: readonly string[]) => {
    const changed = new Set(lines.map((line) => line.replace(/^-/, '').split(' = ')[0]));
    const kept = base.filter((line) => !changed.has(line.split(' = ')[0]));
    return [...kept, ...lines.filter((line) => !line.startsWith('-'))].map(branchFile);
  };
  return { base: base.map(branchFile), branch: now(branch), here: now(here) };
}
