import { touchedObjects } from '../source/touched-objects.ts';
import { compareVersions, sameVersion } from '../version.ts';
import {
  addedHere,
  addedThere,
  byPath,
  changedRepeatables,
  keptOfBranch,
  sameIdentity,
  sameMigration,
  sameText,
  type BranchFile,
  type BranchSides,
} from './branch-sides.ts';

/** What a merge would bring about. `file` is one of the working tree, except in DELETED. */
export type BranchFinding = { readonly file: BranchFile } & (
  | {
      readonly code: 'DUPLICATE';
      readonly severity: 'error';
      readonly other: BranchFile;
      readonly where: Side;
    }
  | { readonly code: 'LOWER'; readonly severity: 'error' | 'warning'; readonly other: BranchFile }
  | { readonly code: 'CHANGED'; readonly severity: 'error'; readonly other: BranchFile }
  | { readonly code: 'DELETED'; readonly severity: 'error' }
  | { readonly code: 'UNDO_WITHOUT_VERSIONED'; readonly severity: 'warning' }
  | { readonly code: 'VERSIONED_WITHOUT_UNDO'; readonly severity: 'warning' }
  | {
      readonly code: 'SAME_OBJECTS';
      readonly severity: 'warning';
      readonly other: BranchFile;
      readonly objects: readonly string[];
      /** Which of the two runs first in a new database. */
      readonly first: Side;
    }
);

/** Where a file is: in the working tree or on the branch. */
export type Side = 'here' | 'branch';

/**
 * Compares the migration files of both sides of a merge. Errors first.
 *
 * @param outOfOrder whether lower versions run nevertheless
 */
export function compareBranches(
  sides: BranchSides,
  { outOfOrder }: { readonly outOfOrder: boolean },
): readonly BranchFinding[] {
  const own = addedHere(sides);
  const kept = keptOfBranch(sides);
  const findings = [
    ...changedFiles(sides),
    ...own.flatMap((file) => duplicate(file, own, kept) ?? lower(file, kept, outOfOrder) ?? []),
    ...pairing(own, sides.here, kept),
    ...sameObjects(sides, own),
  ];
  return findings.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

/** Versioned and Baseline files that databases may have applied. */
function changedFiles({ base, branch, here }: BranchSides): readonly BranchFinding[] {
  const [inBase, inHere] = [byPath(base), byPath(here)];
  return branch.flatMap((there): BranchFinding[] => {
    const before = inBase.get(there.path);
    const isApplied = there.name.category === 'Versioned' || there.name.category === 'Baseline';
    if (!before || !isApplied) return [];
    const own = inHere.get(there.path);
    if (own)
      return sameText(own, there) || sameText(own, before)
        ? []
        : [{ code: 'CHANGED', severity: 'error', file: own, other: there }];
    const replacement = here.find((file) => sameIdentity(file, there));
    if (!replacement) return [{ code: 'DELETED', severity: 'error', file: there }];
    return sameMigration(replacement, there)
      ? []
      : [{ code: 'CHANGED', severity: 'error', file: replacement, other: there }];
  });
}

/** An undo file goes with its versioned one, of which the duplicate is told. */
function duplicate(
  file: BranchFile,
  own: readonly BranchFile[],
  kept: readonly BranchFile[],
): BranchFinding | undefined {
  const goesWith = own.some(
    ({ name }) => name.category === 'Versioned' && sameVersion(name.version, file.name.version),
  );
  if (file.name.category === 'Undo' && goesWith) return undefined;
  const there = kept.find((other) => sameIdentity(other, file));
  if (there) return { code: 'DUPLICATE', severity: 'error', file, other: there, where: 'branch' };
  const before = own.slice(0, own.indexOf(file)).find((other) => sameIdentity(other, file));
  return before && { code: 'DUPLICATE', severity: 'error', file, other: before, where: 'here' };
}

function lower(
  file: BranchFile,
  kept: readonly BranchFile[],
  outOfOrder: boolean,
): BranchFinding | undefined {
  if (file.name.category !== 'Versioned') return undefined;
  const highest = kept
    .filter(({ name }) => name.category === 'Versioned')
    .reduce<BranchFile | undefined>((best, each) => (best && isLower(each, best) ? best : each), undefined);
  if (!highest || !isLower(file, highest)) return undefined;
  return { code: 'LOWER', severity: outOfOrder ? 'warning' : 'error', file, other: highest };
}

function isLower({ name: a }: BranchFile, { name: b }: BranchFile): boolean {
  return a.version !== undefined && b.version !== undefined && compareVersions(a.version, b.version) < 0;
}

/** Where undo files are in use, a versioned file without one stands out. */
function pairing(
  own: readonly BranchFile[],
  here: readonly BranchFile[],
  kept: readonly BranchFile[],
): readonly BranchFinding[] {
  const all = [...here, ...kept];
  const usesUndo = all.some(({ name }) => name.category === 'Undo');
  const has = (files: readonly BranchFile[], category: string, { name }: BranchFile) =>
    files.some((each) => each.name.category === category && sameVersion(each.name.version, name.version));
  return own.flatMap((file): BranchFinding[] => {
    const { category } = file.name;
    if (category === 'Undo' && !has(all, 'Versioned', file))
      return [{ code: 'UNDO_WITHOUT_VERSIONED', severity: 'warning', file }];
    if (category === 'Versioned' && usesUndo && !has(here, 'Undo', file))
      return [{ code: 'VERSIONED_WITHOUT_UNDO', severity: 'warning', file }];
    return [];
  });
}

function sameObjects(sides: BranchSides, own: readonly BranchFile[]): readonly BranchFinding[] {
  const ours = touching([...own, ...changedRepeatables(sides.here, sides.base)]);
  const theirs = touching([...addedThere(sides), ...changedRepeatables(sides.branch, sides.base)]);
  return ours.flatMap(({ file, objects }) =>
    theirs.flatMap(({ file: other, objects: others }): BranchFinding[] => {
      const shared = [...objects].filter((object) => others.has(object));
      if (shared.length === 0 || file.path === other.path) return [];
      const first = runsBefore(file, other) ? 'here' : 'branch';
      return [{ code: 'SAME_OBJECTS', severity: 'warning', file, other, objects: shared, first }];
    }),
  );
}

function touching(files: readonly BranchFile[]) {
  return files
    .filter(({ name }) => name.category === 'Versioned' || name.category === 'Repeatable')
    .map((file) => ({ file, objects: touchedObjects(file.text) }));
}

function runsBefore(a: BranchFile, b: BranchFile): boolean {
  if (a.name.version && b.name.version) return isLower(a, b);
  if (a.name.version ?? b.name.version) return a.name.version !== undefined;
  return a.name.description < b.name.description;
}
