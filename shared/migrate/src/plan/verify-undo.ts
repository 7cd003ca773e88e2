import type { Target } from '../config/config.ts';
import { RefusedError } from '../errors.ts';
import type { Migration, MigrationInfo } from '../model.ts';
import { compareVersions, type Version } from '../version.ts';
import { isInEffect } from './states.ts';

/** A version to be tried, its way back, and what must be there before it. */
export interface VersionToVerify {
  readonly migration: Migration;
  readonly undo: Migration;
  /** In the order in which they run. */
  readonly below: readonly Migration[];
}

type Numbered = Migration & { readonly version: Version };

/**
 * The newest applied version, or where none is applied the newest file; with a target version every one from it on,
 * the lowest first.
 *
 * @throws RefusedError UNDO_REFUSED when there is none, or one has no Undo file
 */
export function chooseVersions(
  infos: readonly MigrationInfo[],
  files: readonly Migration[],
  target: Target,
): readonly VersionToVerify[] {
  const versions = numbered(files, 'Versioned');
  const applied = infos.flatMap((info) => (isInEffect(info) && info.row?.version ? [info.row.version] : []));
  const newest = applied.sort(compareVersions).at(-1) ?? versions.at(-1)?.version;
  const upToNewest = versions.filter(({ version }) => newest && compareVersions(version, newest) <= 0);
  const chosen =
    target.kind === 'version'
      ? upToNewest.filter(({ version }) => compareVersions(version, target.version) >= 0)
      : upToNewest.slice(-1);
  if (chosen.length === 0)
    throw new RefusedError('UNDO_REFUSED', 'There is no version whose undo could be verified.');
  const undos = numbered(files, 'Undo');
  return chosen.map((migration) => {
    const undo = undos.find(({ version }) => compareVersions(version, migration.version) === 0);
    if (undo) return { migration, undo, below: filesBelow(files, migration.version) };
    const { version, script } = migration;
    throw new RefusedError(
      'UNDO_REFUSED',
      `${script} has no undo file: add U${version.text}__….sql, or choose a higher -target. Nothing was changed.`,
    );
  });
}

/** From the newest baseline file on, as on an empty schema. */
function filesBelow(files: readonly Migration[], limit: Version): readonly Migration[] {
  const isBelow = ({ version }: Numbered) => compareVersions(version, limit) < 0;
  const baseline = numbered(files, 'Baseline').filter(isBelow).at(-1);
  const versions = numbered(files, 'Versioned').filter(isBelow);
  return baseline
    ? [baseline, ...versions.filter(({ version }) => compareVersions(version, baseline.version) > 0)]
    : versions;
}

function numbered(files: readonly Migration[], category: Migration['category']): readonly Numbered[] {
  return files.filter(
    (file): file is Numbered =>
      file.category === category && file.version !== undefined && file.settings.shouldExecute,
  );
}
