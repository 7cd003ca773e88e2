import type { IgnorePattern } from '../config/config.ts';
import type { Finding, FindingCode, HistoryRow, MigrationInfo, State } from '../model.ts';
import { compareVersions, type Version } from '../version.ts';
import { isBaseline, isSynthetic, isUndo, rowType } from './row-kinds.ts';
import { checksumMatches } from './states.ts';

/** `migrate` treats pending files as what it is there for, `validate` as a problem. */
export interface FindingOptions {
  readonly ignore: readonly IgnorePattern[];
}

/** The pattern by which `migrate` adds itself to the configured ones. */
export const pendingIsFine: IgnorePattern = { category: '*', state: 'pending' };

/** Everything on which files and history disagree, in the order of `infos`. Pure. */
export function findings(infos: readonly MigrationInfo[], options: FindingOptions): readonly Finding[] {
  const baseline = appliedBaseline(infos);
  return infos.flatMap((info) => {
    const code = findingCode(info, baseline, options);
    return code ? [{ code, info }] : [];
  });
}

function findingCode(
  info: MigrationInfo,
  baseline: Version | undefined,
  { ignore }: FindingOptions,
): FindingCode | undefined {
  const { state, row, migration } = info;
  if (state === 'Undone' || state === 'Above Target' || state === 'Deleted') return undefined;
  const isVersioned = (row ?? migration)?.version !== undefined;
  if (isIgnoredState(state, isVersioned, ignore)) return undefined;
  if (isFailed(state) && !(state === 'Failed (Future)' && isIgnored('future', ignore))) {
    return isVersioned ? 'FAILED_VERSIONED_MIGRATION' : 'FAILED_REPEATABLE_MIGRATION';
  }
  if (row && !migration) return unresolvedCode(row, state, ignore);
  if (state === 'Ignored') return ignoredCode(info, isVersioned);
  if (state === 'Pending') {
    return isVersioned
      ? 'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED'
      : 'RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED';
  }
  const pendingIgnored = isIgnored('pending', ignore);
  if (state === 'Outdated' && !pendingIgnored) return 'OUTDATED_REPEATABLE_MIGRATION';
  return row && migration ? mismatchCode(info, baseline, pendingIgnored) : undefined;
}

function unresolvedCode(
  row: HistoryRow,
  state: State,
  ignore: readonly IgnorePattern[],
): FindingCode | undefined {
  if (isSynthetic(row) || isUndo(row) || state === 'Superseded') return undefined;
  if (isIgnored('missing', ignore) && (state === 'Missing' || state === 'Failed (Missing)')) return undefined;
  if (isIgnored('future', ignore) && (state === 'Future' || state === 'Failed (Future)')) return undefined;
  return row.version
    ? 'APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED'
    : 'APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED';
}

function ignoredCode({ migration }: MigrationInfo, isVersioned: boolean): FindingCode | undefined {
  if (!migration || migration.category === 'Baseline' || !migration.settings.shouldExecute) return undefined;
  return isVersioned
    ? 'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED'
    : 'RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED';
}

function mismatchCode(
  { row, migration, state }: MigrationInfo,
  baseline: Version | undefined,
  pendingIgnored: boolean,
): FindingCode | undefined {
  if (!row || !migration || row.type === 'DELETE' || isUndo(row)) return undefined;
  if (row.version && baseline && compareVersions(row.version, baseline) <= 0) return undefined;
  if (row.type !== rowType(migration)) return 'TYPE_MISMATCH';
  const comparesChecksum =
    row.checksum !== null &&
    (migration.version !== undefined || (pendingIgnored && state !== 'Outdated' && state !== 'Superseded'));
  if (comparesChecksum && !checksumMatches(migration, row)) return 'CHECKSUM_MISMATCH';
  return row.description === abbreviate(migration.description) ? undefined : 'DESCRIPTION_MISMATCH';
}

/** The history's description column has 200 characters; longer ones end in `...`, as Flyway writes them. */
export function abbreviate(description: string): string {
  return description.length <= 200 ? description : `${description.slice(0, 197)}...`;
}

/** The history's script column has 1000; of a longer one Flyway leaves out the beginning and what is behind. */
export function abbreviateScript(script: string): string {
  return script.length <= 1000 ? script : `...${script.slice(3, 1000)}`;
}

/** Whether a configured pattern covers a migration of this kind in this state. */
export function isIgnoredState(
  state: State,
  isVersioned: boolean,
  ignore: readonly IgnorePattern[],
): boolean {
  const category = isVersioned ? 'versioned' : 'repeatable';
  return ignore.some(
    (pattern) =>
      (pattern.category === '*' || pattern.category === category) &&
      (pattern.state === '*' || pattern.state === state.toLowerCase()),
  );
}

function isIgnored(state: IgnorePattern['state'], ignore: readonly IgnorePattern[]): boolean {
  return ignore.some(
    (pattern) => pattern.category === '*' && (pattern.state === '*' || pattern.state === state),
  );
}

/** The failed migration for which `migrate` refuses to run. A single one from the future may be ignored, two not. */
export function blockingFailure(
  infos: readonly MigrationInfo[],
  ignore: readonly IgnorePattern[],
): MigrationInfo | undefined {
  const [first, ...others] = infos.filter(({ state }) => isFailed(state));
  const isIgnoredOne =
    first?.state === 'Failed (Future)' && others.length === 0 && isIgnored('future', ignore);
  return isIgnoredOne ? undefined : first;
}

/** Whether the state is one of the failed ones. */
export function isFailed(state: State): boolean {
  return state === 'Failed' || state === 'Failed (Future)' || state === 'Failed (Missing)';
}

function appliedBaseline(infos: readonly MigrationInfo[]): Version | undefined {
  return infos
    .map(({ row }) => (row && isBaseline(row) ? row.version : undefined))
    .reduce(
      (best, version) => (version && (!best || compareVersions(version, best) > 0) ? version : best),
      undefined,
    );
}
