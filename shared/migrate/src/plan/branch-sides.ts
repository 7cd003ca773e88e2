import { checksum } from '../source/checksum.ts';
import type { WrittenName } from '../source/written-name.ts';
import { sameVersion } from '../version.ts';

/** A migration file of a commit or of the working tree. */
export interface BranchFile {
  /** Relative to the top of the checkout, with `/`. */
  readonly path: string;
  readonly name: WrittenName;
  readonly text: string;
}

/** The migration files of the two sides of a merge, and of the commit where they parted. */
export interface BranchSides {
  readonly base: readonly BranchFile[];
  /** Of the branch that is merged into. */
  readonly branch: readonly BranchFile[];
  /** Of the working tree. */
  readonly here: readonly BranchFile[];
}

/** Whether Flyway takes both for the same: how lines end does not count. */
export function sameText(a: BranchFile, b: BranchFile): boolean {
  return checksum(a.text) === checksum(b.text);
}

/** Whether both are one migration for the history, wherever the files lie. */
export function sameMigration(a: BranchFile, b: BranchFile): boolean {
  return sameIdentity(a, b) && a.name.description === b.name.description && sameText(a, b);
}

/** Of one category, and of one version or, for Repeatables, one description. */
export function sameIdentity({ name: a }: BranchFile, { name: b }: BranchFile): boolean {
  if (a.category !== b.category) return false;
  return a.version ? sameVersion(a.version, b.version) : a.description === b.description;
}

/** What this side adds: files that neither the branch nor the common commit has, moved ones left out. */
export function addedHere({ base, branch, here }: BranchSides): readonly BranchFile[] {
  const [inBase, inBranch, inHere] = [byPath(base), byPath(branch), byPath(here)];
  const gone = branch.filter(({ path }) => inBase.has(path) && !inHere.has(path));
  return here.filter((file) => {
    const there = inBranch.get(file.path);
    if (there) return !inBase.has(file.path) && !sameText(there, file);
    const before = inBase.get(file.path);
    if (before && sameText(before, file)) return false;
    return !gone.some((old) => sameMigration(old, file));
  });
}

/** What the branch has added since, and this side does not have as well. */
export function addedThere({ base, branch, here }: BranchSides): readonly BranchFile[] {
  const [inBase, inHere] = [byPath(base), byPath(here)];
  return branch.filter((file) => {
    const own = inHere.get(file.path);
    return !inBase.has(file.path) && !(own && sameText(own, file));
  });
}

/** What of the branch is there after the merge. */
export function keptOfBranch({ base, branch, here }: BranchSides): readonly BranchFile[] {
  const [inBase, inHere] = [byPath(base), byPath(here)];
  return branch.filter(({ path }) => inHere.has(path) || !inBase.has(path));
}

/** Repeatables that one side has changed since the common commit. */
export function changedRepeatables(
  side: readonly BranchFile[],
  base: readonly BranchFile[],
): readonly BranchFile[] {
  const inBase = byPath(base);
  return side.filter((file) => {
    const before = inBase.get(file.path);
    return file.name.category === 'Repeatable' && before !== undefined && !sameText(before, file);
  });
}

export function byPath(files: readonly BranchFile[]): ReadonlyMap<string, BranchFile> {
  return new Map(files.map((file) => [file.path, file]));
}
