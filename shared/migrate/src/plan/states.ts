import type { Target } from '../config/config.ts';
import { RefusedError } from '../errors.ts';
import type { HistoryRow, Migration, MigrationInfo, State } from '../model.ts';
import { compareVersions, sameVersion, versionKey, type Version } from '../version.ts';
import { applyRepeatableRows, applyVersionedRows, markOutOfOrder, type Applied } from './applied.ts';
import { isBaseline, isUndo, rowType } from './row-kinds.ts';
import { sortInfos } from './sort.ts';

/** What decides states beside files and rows. */
export interface StateOptions {
  readonly target: Target;
  readonly outOfOrder: boolean;
}

/** All that the state of one migration depends on. */
interface Context extends StateOptions {
  readonly lastResolved: Version | undefined;
  readonly lastApplied: Version | undefined;
  readonly appliedBaseline: Version | undefined;
  readonly pendingBaseline: Version | undefined;
  readonly latestRepeatable: ReadonlyMap<string, number>;
}

/**
 * Files and history together: one entry for each row and for each file that is not applied, in the order of
 * Flyway's `info`. Pure. The rules were read off Flyway 11.8.2 and 13.12.0.
 *
 * @param migrations as discovered; at most one per category and version, or per repeatable description
 * @param rows by rank
 * @throws RefusedError when the history deletes one version twice, or when the target version does not exist
 */
export function states(
  migrations: readonly Migration[],
  rows: readonly HistoryRow[],
  options: StateOptions,
): readonly MigrationInfo[] {
  const files = indexFiles(migrations);
  const versioned = applyVersionedRows(rows);
  const repeatable = applyRepeatableRows(rows);
  const lastApplied = markOutOfOrder(versioned);
  const pendingFiles = unappliedFiles(files, versioned);
  const context: Context = {
    ...options,
    lastApplied,
    lastResolved: highest(files.versioned.map(({ version }) => version)),
    appliedBaseline: highest(
      versioned.filter(({ row }) => isBaseline(row)).map(({ row: { version } }) => version),
    ),
    pendingBaseline: highest(
      pendingFiles.filter(({ category }) => category === 'Baseline').map(({ version }) => version),
    ),
    latestRepeatable: latestRepeatableRanks(repeatable),
  };

  const infos = [
    ...[...versioned, ...repeatable].map((applied) => appliedInfo(applied, files, context)),
    ...pendingFiles.map((migration) => resolvedInfo(migration, files, context)),
    ...pendingRepeatables(files, repeatable, context).map((migration) =>
      resolvedInfo(migration, files, context),
    ),
  ];
  requireTarget(options.target, infos);
  const sorted = sortInfos(infos);
  return options.target.kind === 'next' ? cutAfterNext(sorted) : sorted;
}

/** The schema's version: the highest applied one that was neither undone nor deleted. */
export function currentVersion(infos: readonly MigrationInfo[]): Version | undefined {
  return highest(infos.filter(isInEffect).map(({ row }) => row?.version));
}

/** Whether the migration's effect is in the schema: applied (even if failed) and not taken back. */
export function isInEffect({ row, state }: MigrationInfo): boolean {
  return (
    row !== undefined && row.type !== 'DELETE' && state !== 'Deleted' && state !== 'Undone' && !isUndo(row)
  );
}

interface Files {
  /** Versioned and Baseline files. */
  readonly versioned: readonly Migration[];
  readonly byTypeAndVersion: ReadonlyMap<string, Migration>;
  readonly byDescription: ReadonlyMap<string, Migration>;
  readonly undoByVersion: ReadonlyMap<string, Migration>;
}

function indexFiles(migrations: readonly Migration[]): Files {
  const byTypeAndVersion = new Map<string, Migration>();
  const byDescription = new Map<string, Migration>();
  const undoByVersion = new Map<string, Migration>();
  for (const migration of migrations) {
    if (!migration.version) byDescription.set(migration.description, migration);
    else if (migration.category === 'Undo') undoByVersion.set(versionKey(migration.version), migration);
    else byTypeAndVersion.set(fileKey(rowType(migration), migration.version), migration);
  }
  return { versioned: [...byTypeAndVersion.values()], byTypeAndVersion, byDescription, undoByVersion };
}

function fileKey(type: string, version: Version): string {
  return `${type} ${versionKey(version)}`;
}

function unappliedFiles(files: Files, versioned: readonly Applied[]): Migration[] {
  const inEffect = new Set(
    versioned
      .filter(({ deleted, undone }) => !deleted && !undone)
      .map(({ row: { type, version } }) => version && fileKey(type, version)),
  );
  return [...files.byTypeAndVersion].filter(([key]) => !inEffect.has(key)).map(([, migration]) => migration);
}

function latestRepeatableRanks(repeatable: readonly Applied[]): ReadonlyMap<string, number> {
  return new Map(repeatable.map(({ row }) => [row.description, row.installedRank]));
}

function pendingRepeatables(files: Files, repeatable: readonly Applied[], context: Context): Migration[] {
  const upToDate = new Set(
    repeatable
      .filter(({ row, deleted }) => !deleted && row.type !== 'DELETE' && isLatest(row, context))
      .filter(({ row }) => checksumMatches(files.byDescription.get(row.description), row))
      .map(({ row }) => row.description),
  );
  return [...files.byDescription.values()].filter(({ description }) => !upToDate.has(description));
}

function appliedInfo(applied: Applied, files: Files, context: Context): MigrationInfo {
  const { row } = applied;
  const migration = row.version
    ? files.byTypeAndVersion.get(fileKey(row.type, row.version))
    : files.byDescription.get(row.description);
  const undo = row.version && files.undoByVersion.get(versionKey(row.version));
  return {
    state: appliedState(applied, migration, context),
    row,
    ...(migration && { migration }),
    ...(undo && { undo }),
  };
}

function appliedState(applied: Applied, migration: Migration | undefined, context: Context): State {
  const { row } = applied;
  if (applied.undone) return 'Undone';
  if (applied.deleted) return 'Deleted';
  // A failed DELETE row is an undo that broke off half way; real Flyway reads it as a success and goes on.
  if (row.type === 'DELETE' || isUndo(row)) return row.success ? 'Success' : 'Failed';
  if (row.type === 'BASELINE') return 'Baseline';
  if (isBaseline(row) && !row.success) return 'Failed';
  if (!migration && row.type !== 'SCHEMA' && (row.version || isLatest(row, context))) {
    return missingState(row, context);
  }
  if (!row.success) return 'Failed';
  if (isBaseline(row)) return 'Baseline';
  if (row.type === 'SCHEMA') return 'Success';
  if (!row.version) return repeatableState(row, migration, context);
  return applied.outOfOrder ? 'Out of Order' : 'Success';
}

function missingState(row: HistoryRow, { lastResolved }: Context): State {
  const isMissing =
    !row.version || (lastResolved !== undefined && compareVersions(row.version, lastResolved) < 0);
  if (isMissing) return row.success ? 'Missing' : 'Failed (Missing)';
  return row.success ? 'Future' : 'Failed (Future)';
}

function repeatableState(row: HistoryRow, migration: Migration | undefined, context: Context): State {
  if (!isLatest(row, context)) return 'Superseded';
  return checksumMatches(migration, row) ? 'Success' : 'Outdated';
}

function resolvedInfo(migration: Migration, files: Files, context: Context): MigrationInfo {
  const undo = migration.version && files.undoByVersion.get(versionKey(migration.version));
  return { state: resolvedState(migration, context), migration, ...(undo && { undo }) };
}

function resolvedState(migration: Migration, context: Context): State {
  if (!migration.settings.shouldExecute) return 'Ignored';
  if (!migration.version) return 'Pending';
  const state = versionedState(migration.version, context);
  if (migration.category !== 'Baseline') return state;
  const anythingApplied = context.lastApplied !== undefined || context.appliedBaseline !== undefined;
  if (state === 'Pending' && anythingApplied) return 'Ignored';
  const isNewest = sameVersion(migration.version, context.pendingBaseline);
  return state === 'Ignored (Baseline)' && isNewest && !anythingApplied ? 'Pending' : state;
}

function versionedState(version: Version, context: Context): State {
  const baseline = context.lastApplied ? context.appliedBaseline : context.pendingBaseline;
  if (baseline && compareVersions(version, baseline) < 0) return 'Below Baseline';
  if (baseline && compareVersions(version, baseline) === 0) return 'Ignored (Baseline)';
  if (isAboveTarget(version, context)) return 'Above Target';
  const isLate = context.lastApplied !== undefined && compareVersions(version, context.lastApplied) < 0;
  return isLate && !context.outOfOrder ? 'Ignored' : 'Pending';
}

/** Target `current` of a schema without a version leaves every version above it. */
function isAboveTarget(version: Version, { target, lastApplied }: Context): boolean {
  if (target.kind !== 'version' && target.kind !== 'current') return false;
  const limit = target.kind === 'version' ? target.version : lastApplied;
  return limit === undefined || compareVersions(version, limit) > 0;
}

function requireTarget(target: Target, infos: readonly MigrationInfo[]): void {
  if (target.kind !== 'version' || !target.failOnMissing) return;
  const exists = infos.some(({ migration, row }) => sameVersion((row ?? migration)?.version, target.version));
  if (exists) return;
  throw new RefusedError(
    'ERROR',
    `No migration with a target version ${target.version.text} could be found. Ensure target is specified correctly and the migration exists.`,
  );
}

function cutAfterNext(infos: readonly MigrationInfo[]): readonly MigrationInfo[] {
  const next = infos.find(({ state }) => state === 'Pending')?.migration?.version;
  if (!next) return infos;
  return infos.map((info) => {
    const isAbove = info.migration?.version && compareVersions(info.migration.version, next) > 0;
    return info.state === 'Pending' && isAbove ? { ...info, state: 'Above Target' } : info;
  });
}

/** Whether a row's checksum is that of the file, with or without placeholders replaced. */
export function checksumMatches(migration: Migration | undefined, row: HistoryRow): boolean {
  if (!migration) return false;
  if (row.checksum === migration.checksum) return true;
  return migration.equivalentChecksum !== undefined && row.checksum === migration.equivalentChecksum;
}

function isLatest(row: HistoryRow, { latestRepeatable }: Context): boolean {
  return latestRepeatable.get(row.description) === row.installedRank;
}

function highest(versions: readonly (Version | undefined)[]): Version | undefined {
  return versions.reduce(
    (best, version) => (version && (!best || compareVersions(version, best) > 0) ? version : best),
    undefined,
  );
}
