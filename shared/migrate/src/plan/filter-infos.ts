import type { InfoFilter } from '../config/info-filter.ts';
import type { MigrationInfo } from '../model.ts';
import { compareVersions } from '../version.ts';

/**
 * What `info` shows of all migrations, by Flyway's rules: the moments themselves are left out, the versions are not;
 * what is not applied passes `sinceDate` and not `untilDate`; a repeatable passes `sinceVersion` and not
 * `untilVersion`.
 */
export function filterInfos(infos: readonly MigrationInfo[], filter: InfoFilter): readonly MigrationInfo[] {
  return infos.filter(
    (info) => isInPeriod(info, filter) && isInRange(info, filter) && hasState(info, filter),
  );
}

/** The texts are of one form, so that they compare as moments do. */
function isInPeriod({ row }: MigrationInfo, { sinceDate, untilDate }: InfoFilter): boolean {
  if (sinceDate !== undefined && row && row.installedOn <= sinceDate) return false;
  return untilDate === undefined || (row !== undefined && row.installedOn < untilDate);
}

function isInRange({ row, migration }: MigrationInfo, { sinceVersion, untilVersion }: InfoFilter): boolean {
  const version = (row ?? migration)?.version;
  if (sinceVersion && version && compareVersions(version, sinceVersion) < 0) return false;
  return !untilVersion || (version !== undefined && compareVersions(version, untilVersion) <= 0);
}

function hasState({ state }: MigrationInfo, { states }: InfoFilter): boolean {
  return states.length === 0 || states.includes(state);
}
