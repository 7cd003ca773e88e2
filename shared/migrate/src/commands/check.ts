import { rename, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../config/environment.ts';
import type { FileConfig } from '../config/file-config.ts';
import { RefusedError } from '../errors.ts';
import { compareBranches, type BranchFinding } from '../plan/compare-branches.ts';
import { applyMoves, planRenumber, type Move } from '../plan/plan-renumber.ts';
import { readCommit, readWorkingTree } from '../source/branch-files.ts';
import { openCheckout, type Checkout } from '../source/git.ts';

/** What `check` is asked for. */
export interface CheckRequest {
  /** To merge into. */
  readonly branch: string;
  readonly renumber: 'propose' | 'perform';
  /** Absolute; a folder of the checkout. */
  readonly workingDirectory: string;
  readonly environment: Environment;
}

/** What a merge would bring about. Paths are relative to the top of the checkout. */
export interface CheckReport {
  readonly operation: 'check';
  readonly branch: string;
  /** Absolute path of the top. */
  readonly root: string;
  readonly workingDirectory: string;
  /** After the renumbering, where it was performed. */
  readonly findings: readonly BranchFinding[];
  readonly moves: readonly CheckedMove[];
  readonly renumbered: boolean;
  /** Whole sentences. */
  readonly warnings: readonly string[];
}

/** A renaming, by `git mv` where git knows the file. */
export interface CheckedMove extends Move {
  readonly tracked: boolean;
}

/**
 * Compares the migration files of the working tree with those of the branch that it is to be merged into, and
 * proposes or performs the renaming by which those added here come behind. Needs no database.
 *
 * @throws RefusedError `GIT` without git, checkout, branch or common commit
 */
export async function check(
  config: FileConfig,
  request: CheckRequest,
  now = new Date(),
): Promise<CheckReport> {
  const { branch, renumber, workingDirectory, environment } = request;
  const checkout = await openCheckout(workingDirectory, environment);
  const commit = await checkout.resolve(branch);
  const sides = {
    base: await readCommit(checkout, config, await checkout.mergeBase(commit)),
    branch: await readCommit(checkout, config, commit),
    here: await readWorkingTree(checkout, config),
  };
  if (sides.here.length + sides.branch.length === 0) throw noMigrations(config, branch);
  const moves = await withTracked(checkout, await withConfFiles(checkout, planRenumber(sides, now)));
  const renumbered = renumber === 'perform';
  if (renumbered) for (const move of moves) await perform(checkout, move);
  const compared = renumbered ? applyMoves(sides, moves, config.prefixes) : sides;
  const findings = compareBranches(compared, config);
  const warnings = await warnOfStale(checkout, branch);
  return {
    operation: 'check',
    branch,
    root: checkout.root,
    workingDirectory,
    findings,
    moves,
    renumbered,
    warnings,
  };
}

/** A wrong folder must not look like a good merge. */
function noMigrations({ locations }: FileConfig, branch: string): RefusedError {
  return new RefusedError(
    'ERROR',
    `There are no migrations in ${locations.join(', ')}, neither here nor on ${branch}. Run check beside the flyway.conf that names the locations.`,
  );
}

/** The `.conf` beside a script goes with it. */
async function withConfFiles({ root }: Checkout, moves: readonly Move[]): Promise<readonly Move[]> {
  const confs = await Promise.all(
    moves.map(async ({ from, to }) => {
      const exists = await stat(path.join(root, `${from}.conf`)).then(
        () => true,
        () => false,
      );
      return exists ? [{ from: `${from}.conf`, to: `${to}.conf` }] : [];
    }),
  );
  return moves.flatMap((move, index) => [move, ...(confs[index] ?? [])]);
}

async function withTracked(checkout: Checkout, moves: readonly Move[]): Promise<readonly CheckedMove[]> {
  const tracked = await checkout.tracked(moves.map(({ from }) => from));
  return moves.map((move) => ({ ...move, tracked: tracked.has(move.from) }));
}

async function perform(checkout: Checkout, { from, to, tracked }: CheckedMove): Promise<void> {
  if (tracked) await checkout.move(from, to);
  else await rename(path.join(checkout.root, from), path.join(checkout.root, to));
}

async function warnOfStale(checkout: Checkout, branch: string): Promise<readonly string[]> {
  const behind = await checkout.commitsBehind(branch);
  if (behind === 0) return [];
  const [what, them] = behind === 1 ? ['1 commit', 'it'] : [`${behind} commits`, 'them'];
  return [`${branch} lacks ${what} of origin/${branch}: -branch=origin/${branch} compares with ${them}.`];
}
