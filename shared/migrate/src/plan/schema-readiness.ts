import type { HistoryRow, Migration, MigrationInfo } from '../model.ts';
import { compareVersions, type Version } from '../version.ts';
import { isFailed } from './findings.ts';
import { currentVersion, states } from './states.ts';

/** Why a program must not use a schema. */
export type SchemaObstacle =
  | { readonly kind: 'failed'; readonly script: string }
  | { readonly kind: 'empty'; readonly needed: Version }
  | { readonly kind: 'other version'; readonly current: Version; readonly needed: Version }
  | { readonly kind: 'gap'; readonly current: Version; readonly missing: Version }
  | { readonly kind: 'never applied'; readonly current: Version; readonly script: string };

/** How a schema stands to the migrations that a program was built with. */
export interface SchemaReadiness {
  /** Absent when the program may use the schema. */
  readonly obstacle?: SchemaObstacle;
  /** Absent when no version is applied. */
  readonly current?: Version;
  /** Of the newest file; absent when there are repeatable ones only. */
  readonly needed?: Version;
  /** Files that were never applied, late ones included. */
  readonly pending: number;
}

/**
 * Judges a schema by the same states as `info` and `validate`. Pure. Ready means: no failed row, the version of the newest
 * file and no other, and nothing that was never applied. Checksums do not count: they are what `validate` is for, and
 * a changed view would take the old instances away in the middle of a rolling update.
 *
 * @param migrations as discovered
 * @param rows by rank
 * @throws RefusedError when the history deletes one version twice
 */
export function schemaReadiness(
  migrations: readonly Migration[],
  rows: readonly HistoryRow[],
): SchemaReadiness {
  const infos = states(migrations, rows, { target: { kind: 'latest' }, outOfOrder: false });
  const current = currentVersion(infos);
  const needed = newestVersion(migrations);
  const unapplied = neverApplied(infos);
  const obstacle = findObstacle({ infos, current, needed, unapplied });
  return {
    ...(obstacle && { obstacle }),
    ...(current && { current }),
    ...(needed && { needed }),
    pending: unapplied.length,
  };
}

interface Facts {
  readonly infos: readonly MigrationInfo[];
  readonly current: Version | undefined;
  readonly needed: Version | undefined;
  readonly unapplied: readonly Migration[];
}

function findObstacle({ infos, current, needed, unapplied }: Facts): SchemaObstacle | undefined {
  const failed = infos.find(({ state }) => isFailed(state))?.row;
  if (failed) return { kind: 'failed', script: failed.script };
  if (!needed) return undefined;
  if (!current) return { kind: 'empty', needed };
  if (compareVersions(current, needed) !== 0) return { kind: 'other version', current, needed };
  const [first] = unapplied;
  if (!first) return undefined;
  if (first.version) return { kind: 'gap', current, missing: first.version };
  return { kind: 'never applied', current, script: first.script };
}

function newestVersion(migrations: readonly Migration[]): Version | undefined {
  return migrations
    .filter(({ category, settings }) => category !== 'Undo' && settings.shouldExecute)
    .flatMap(({ version }) => version ?? [])
    .sort(compareVersions)
    .at(-1);
}

/** A repeatable file whose text changed is listed twice: as the row of its former text, and as pending. */
function neverApplied(infos: readonly MigrationInfo[]): readonly Migration[] {
  const known = new Set(
    infos.flatMap(({ row, state }) => (row && !row.version && state !== 'Deleted' ? [row.description] : [])),
  );
  return infos.flatMap(({ row, migration, state }) => {
    if (row || !migration?.settings.shouldExecute) return [];
    if (state !== 'Pending' && state !== 'Ignored') return [];
    if (migration.category === 'Baseline' || (!migration.version && known.has(migration.description)))
      return [];
    return [migration];
  });
}
