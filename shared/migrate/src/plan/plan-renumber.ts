import { posix } from 'node:path';
import type { NamePrefixes } from '../config/config.ts';
import { writtenName } from '../source/written-name.ts';
import { compareVersions, parseVersion, sameVersion, type Version } from '../version.ts';
import { addedHere, keptOfBranch, type BranchFile, type BranchSides } from './branch-sides.ts';
import { highestWritten, nextVersion } from './next-version.ts';

/** A file that gets another version. Paths as in `BranchFile`. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * The renaming by which every versioned file that was added here comes behind the newest one of the branch, in the
 * order that they have among each other; undo files go with theirs. Files of the branch keep their names.
 *
 * @returns in an order in which no target exists any more: the highest version first
 */
export function planRenumber(sides: BranchSides, now: Date): readonly Move[] {
  const own = addedHere(sides);
  const undos = own.filter(({ name }) => name.category === 'Undo');
  let floor = highestWritten(
    keptOfBranch(sides)
      .filter(isVersioned)
      .map(({ name }) => name.head),
  );
  const moves: Move[] = [];
  for (const file of own.filter(isVersioned).toSorted(byVersion)) {
    if (isAbove(file.name.version, floor)) {
      floor = file.name.head;
      continue;
    }
    floor = nextVersion(floor === undefined ? [] : [floor], 'like-existing', now);
    const undo = takeUndo(file, undos);
    moves.unshift(...[file, ...(undo ? [undo] : [])].map((each) => moveTo(each, floor ?? '')));
  }
  return moves;
}

/** The working tree after the moves. */
export function applyMoves(sides: BranchSides, moves: readonly Move[], prefixes: NamePrefixes): BranchSides {
  const targets = new Map(moves.map(({ from, to }) => [from, to]));
  const here = sides.here.map((file): BranchFile => {
    const path = targets.get(file.path);
    const name = path === undefined ? undefined : writtenName(posix.basename(path), prefixes);
    return path === undefined || !name ? file : { ...file, path, name };
  });
  return { ...sides, here };
}

function isVersioned({ name }: BranchFile): boolean {
  return name.category === 'Versioned';
}

function byVersion(a: BranchFile, b: BranchFile): number {
  const order = a.name.version && b.name.version ? compareVersions(a.name.version, b.name.version) : 0;
  return order || (a.path < b.path ? -1 : 1);
}

function isAbove(version: Version | undefined, floor: string | undefined): boolean {
  const limit = parseVersion(floor ?? '');
  return version !== undefined && (!limit || compareVersions(version, limit) > 0);
}

/** Of several undo files of one version, the one of the same description. */
function takeUndo({ name }: BranchFile, undos: readonly BranchFile[]): BranchFile | undefined {
  const sameNumber = undos.filter((undo) => sameVersion(undo.name.version, name.version));
  return sameNumber.find((undo) => undo.name.description === name.description) ?? sameNumber[0];
}

function moveTo({ path, name }: BranchFile, head: string): Move {
  return { from: path, to: posix.join(posix.dirname(path), `${name.prefix}${head}${name.rest}`) };
}
