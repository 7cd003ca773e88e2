import type { Server } from '../session.ts';
import { compareVersions, parseVersion } from '../version.ts';

/**
 * A change of the journal's row 0 that also works in a transaction whose snapshot is older than the last beat of the
 * lease: with innodb_snapshot_isolation, on by default since MariaDB 11.6.2, the server refuses such a change (1020) and
 * rolls the whole transaction of the script back.
 */
export function overSnapshot({ kind, version }: Server, sql: string): string {
  if (kind !== 'mariadb' || !knowsSnapshotIsolation(version)) return sql;
  return `SET STATEMENT innodb_snapshot_isolation = OFF FOR ${sql}`;
}

/** The releases of each series that brought the variable, as its documentation lists them. */
const firstReleases: readonly string[] = ['10.6.18', '10.11.8', '11.0.6', '11.1.5', '11.2.4', '11.4.2'];

/** By version: a run asks for each of its writes. */
const answers = new Map<string, boolean>();

function knowsSnapshotIsolation(version: string): boolean {
  const known = answers.get(version) ?? isNewEnough(version);
  answers.set(version, known);
  return known;
}

function isNewEnough(version: string): boolean {
  const seriesOf = (text: string) => text.split('.', 2).join('.');
  const first = firstReleases.find((release) => seriesOf(release) === seriesOf(version)) ?? '11.4.2';
  const [present, wanted] = [parseVersion(version), parseVersion(first)];
  return present !== undefined && wanted !== undefined && compareVersions(present, wanted) >= 0;
}
