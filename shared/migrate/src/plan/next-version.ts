import { compareVersions, parseVersion } from '../version.ts';

/** `like-existing` is a timestamp where the highest version is one, and the next number otherwise. */
export type VersionStyle = 'like-existing' | 'next' | 'timestamp';

/**
 * The version after the highest one, written as that is: 7 → 8, 007 → 008, 1_2 → 1_3, 20261124090000 → the present
 * time. Always higher, also when the highest timestamp lies in the future.
 *
 * @param existing versions as file names have them
 */
export function nextVersion(existing: readonly string[], style: VersionStyle, now: Date): string {
  const highest = highestWritten(existing);
  const digits = highest === undefined ? 0 : timestampDigits(highest);
  if (style === 'next' || (style === 'like-existing' && digits === 0)) return nextNumber(highest);
  const timestamp = timestampOf(now, digits || 14);
  return highest === undefined || isHigher(timestamp, highest) ? timestamp : nextNumber(highest);
}

/** The highest of versions as file names have them; of equal ones the last. */
export function highestWritten(existing: readonly string[]): string | undefined {
  return existing.reduce<string | undefined>(
    (best, written) => (best === undefined || !isHigher(best, written) ? written : best),
    undefined,
  );
}

function isHigher(a: string, b: string): boolean {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  return left !== undefined && (right === undefined || compareVersions(left, right) > 0);
}

/** `yyyyMMddHHmmss` and `yyyyMMddHHmm` are taken for timestamps. */
function timestampDigits(written: string): number {
  const isTimestamp = /^20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d(\d\d)?$/.test(
    written,
  );
  return isTimestamp ? written.length : 0;
}

/** In UTC, so that two developers in two places agree on the order. */
function timestampOf(now: Date, digits: number): string {
  return now.toISOString().replace(/\D/g, '').slice(0, digits);
}

/** The last part plus one, as many digits as before. */
function nextNumber(highest = '0'): string {
  return highest.replace(/\d+$/, (last) => String(BigInt(last) + 1n).padStart(last.length, '0'));
}
