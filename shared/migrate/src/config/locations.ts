import path from 'node:path';

/**
 * The absolute folder, or glob, of a location such as `filesystem:migrations`.
 *
 * @param base absolute folder that relative locations start from
 * @param paths path rules; those of this system by default
 * @returns a sentence part under `problem` when the location is not in the file system
 */
export function resolveLocation(
  location: string,
  base: string,
  paths: path.PlatformPath = path,
): { readonly folder: string } | { readonly problem: string } {
  const [, prefix, rest = ''] = /^(filesystem|classpath|s3|gcs):(.*)$/s.exec(location) ?? [];
  if (prefix === 'filesystem') return { folder: paths.resolve(base, rest) };
  const expected = `write filesystem:${rest || location}`;
  if (prefix === undefined) return { problem: `"${location}" has no prefix; ${expected}` };
  return {
    problem:
      prefix === 'classpath'
        ? `"${location}" is in Java's class path, which only Flyway reads; ${expected}`
        : `"${location}" is not in the file system, which is all that is read; ${expected}`,
  };
}
