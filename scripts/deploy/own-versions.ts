import path from 'node:path';
import { compareVersions, parseVersion } from '@nilecare/migrate';
import { UsageError } from './options.ts';

/** Of the JSON that `info` prints. */
export interface InfoJson {
  readonly migrations: readonly InfoEntry[];
}

interface InfoEntry {
  readonly category: string;
  readonly version: string;
  readonly state: string;
  readonly installedOnUTC: string;
  readonly filepath: string;
  /** Of a script that failed or was interrupted. */
  readonly unfinished?: object;
}

/**
 * The lowest version that this run has applied, or left half done: what `undo -target=` takes. A version counts as this
 * run's when it was not there before and stands in the run's plan; somebody else may have migrated meanwhile.
 *
 * @param planned scripts of the run's plan, from its evidence
 * @throws UsageError when that undo would take back a version which is not this run's
 */
export function firstToTakeBack(
  before: InfoJson,
  now: InfoJson,
  planned: ReadonlySet<string>,
): string | undefined {
  const had = new Set(present(before).map(({ version }) => version));
  const own = present(now).filter(
    ({ version, filepath }) => !had.has(version) && planned.has(path.win32.basename(filepath)),
  );
  const first = own.map(({ version }) => version).sort(byNumber)[0];
  if (first === undefined) return undefined;
  const others = present(now).filter((entry) => !own.includes(entry) && byNumber(entry.version, first) > 0);
  if (others.length === 0) return first;
  const names = others.map(({ version }) => version).join(', ');
  throw new UsageError(
    `This run has applied ${own.map(({ version }) => version).join(', ')}, and the schema holds ${names} as well, which this run has not applied. An undo from ${first} on could take back those too, so nothing is taken back. Go on by hand: docs/runbooks/undo-in-production.md.`,
  );
}

function present({ migrations }: InfoJson): readonly InfoEntry[] {
  return migrations
    .filter(({ category }) => category === 'Versioned')
    .filter((entry) => entry.unfinished !== undefined || isApplied(entry));
}

function isApplied({ installedOnUTC, state }: InfoEntry): boolean {
  return installedOnUTC !== '' && state !== 'Undone' && state !== 'Deleted';
}

function byNumber(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left && right ? compareVersions(left, right) : a.localeCompare(b);
}
