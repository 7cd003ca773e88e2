import type { MigrationInfo } from '../model.ts';
import { compareVersions } from '../version.ts';

/**
 * Flyway's order: applied ones by rank, what a baseline covers before them, then by version; a Baseline file
 * behind the Versioned one of its version; repeatables last, by description.
 */
export function sortInfos(infos: readonly MigrationInfo[]): MigrationInfo[] {
  return [...infos].sort(compareInfos);
}

function compareInfos(a: MigrationInfo, b: MigrationInfo): number {
  if (a.row && b.row) return a.row.installedRank - b.row.installedRank;
  if (a.row) return isCovered(b) ? 1 : -1;
  if (b.row) return isCovered(a) ? -1 : 1;
  return compareFiles(a, b);
}

function isCovered({ state }: MigrationInfo): boolean {
  return state === 'Below Baseline' || state === 'Ignored (Baseline)';
}

function compareFiles({ migration: a }: MigrationInfo, { migration: b }: MigrationInfo): number {
  if (a?.version && b?.version) {
    return (
      compareVersions(a.version, b.version) ||
      Number(a.category === 'Baseline') - Number(b.category === 'Baseline')
    );
  }
  if (a?.version) return -1;
  if (b?.version) return 1;
  const left = a?.description ?? '';
  const right = b?.description ?? '';
  return left < right ? -1 : Number(left > right);
}
