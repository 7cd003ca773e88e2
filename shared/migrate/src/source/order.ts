import { basename } from 'node:path';
import { DuplicateMigrationError, RefusedError } from '../errors.ts';
import { callbackEvents } from '../callback-event.ts';
import type { Callback, Category, Migration } from '../model.ts';
import { compareVersions } from '../version.ts';

const categories: readonly Category[] = ['Versioned', 'Baseline', 'Undo', 'Repeatable'];

const duplicateCodes: Record<Category, DuplicateMigrationError['code']> = {
  Versioned: 'DUPLICATE_VERSIONED_MIGRATION',
  Baseline: 'DUPLICATE_VERSIONED_MIGRATION',
  Undo: 'DUPLICATE_UNDO_MIGRATION',
  Repeatable: 'DUPLICATE_REPEATABLE_MIGRATION',
};

/**
 * By version (of one version Versioned, Baseline, Undo), then the repeatable ones by description. Texts are compared
 * by UTF-16 units, as Java does. Of equal files at the same place in two locations one counts, as in Flyway.
 *
 * @throws DuplicateMigrationError when two of one category have the same version, or the same description
 */
export function sortMigrations(migrations: readonly Migration[]): readonly Migration[] {
  const sorted = [...migrations]
    .sort((a, b) => compare(a, b) || compareTexts(a.path, b.path))
    .filter((migration, index, all) => !isSameFile(all[index - 1], migration));
  for (const [index, migration] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next && compare(migration, next) === 0) {
      throw new DuplicateMigrationError(duplicateCodes[migration.category], [migration, next]);
    }
  }
  return sorted;
}

/** Flyway's equality of migrations, for two of one version or description. */
function isSameFile(previous: Migration | undefined, migration: Migration): boolean {
  return (
    previous !== undefined &&
    previous.script === migration.script &&
    previous.checksum === migration.checksum &&
    previous.equivalentChecksum === migration.equivalentChecksum &&
    compare(previous, migration) === 0
  );
}

/**
 * By event, then by description.
 *
 * @throws RefusedError when two callbacks have the same name
 */
export function sortCallbacks(callbacks: readonly Callback[]): readonly Callback[] {
  const sorted = [...callbacks].sort(
    (a, b) =>
      callbackEvents.indexOf(a.event) - callbackEvents.indexOf(b.event) ||
      compareTexts(a.description, b.description) ||
      compareTexts(a.path, b.path),
  );
  for (const [index, callback] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next?.event === callback.event && next.description === callback.description) {
      const name = basename(callback.path);
      throw new RefusedError(
        'ERROR',
        `Found more than 1 SQL callback script called ${name}: ${callback.path} and ${next.path}`,
      );
    }
  }
  return sorted;
}

function compare(a: Migration, b: Migration): number {
  if (a.version && b.version) {
    return (
      compareVersions(a.version, b.version) || categories.indexOf(a.category) - categories.indexOf(b.category)
    );
  }
  if (a.version ?? b.version) return a.version ? -1 : 1;
  return compareTexts(a.description, b.description);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
