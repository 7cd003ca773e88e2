import { ConfigurationError } from './errors.ts';

/** A migration's version: `text` as written with `_` turned into `.`, compared part by part as numbers. */
export interface Version {
  readonly text: string;
  /** As written. */
  readonly raw: string;
  /** Without trailing zero parts, so that 1, 1.0 and 01 are equal. */
  readonly parts: readonly bigint[];
}

/**
 * Reads `1`, `1.2`, `01_02`, `20261123.1`. Underscores are dots; nothing else is trimmed, because the history
 * keeps the version as it stands in the file name. A sign may stand before the first part, as in Flyway.
 *
 * @returns undefined when the text is not a version.
 */
export function parseVersion(text: string): Version | undefined {
  const dotted = text.replaceAll('_', '.');
  if (!/^[+-]?\d+(\.\d+)*$/.test(dotted)) return undefined;
  const parts = dotted.split('.').map(BigInt);
  while (parts.length > 1 && parts.at(-1) === 0n) parts.pop();
  return { text: dotted, raw: text, parts };
}

/**
 * Like {@link parseVersion} for a setting such as `baselineVersion`.
 *
 * @throws ConfigurationError naming the setting when the text is not a version.
 */
export function requireVersion(text: string, setting: string): Version {
  const version = parseVersion(text);
  if (version) return version;
  throw new ConfigurationError([
    { message: `${setting}: "${text}" is not a version; expected numbers with dots, as in 1 or 2.10.3` },
  ]);
}

/** Negative when `a` is lower than `b`, 0 when they are equal (1 = 1.0 = 01), positive when higher. */
export function compareVersions(a: Version, b: Version): number {
  const length = Math.max(a.parts.length, b.parts.length);
  for (let index = 0; index < length; index++) {
    const left = a.parts[index] ?? 0n;
    const right = b.parts[index] ?? 0n;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** Whether both are there and equal. */
export function sameVersion(a: Version | undefined, b: Version | undefined): boolean {
  return a !== undefined && b !== undefined && compareVersions(a, b) === 0;
}

/** Key by which equal versions meet in a Map. */
export function versionKey(version: Version): string {
  return version.parts.join('.');
}
