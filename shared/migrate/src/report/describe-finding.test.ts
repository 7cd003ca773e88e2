import { describe, expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import { findings } from '../plan/findings.ts';
import { states } from '../plan/states.ts';
import { describeFinding } from './describe-finding.ts';

/** What Flyway 11.8.2 prints for the same files and rows. */
describe('a finding is told in Flyway’s words', () => {
  it.each([
    [
      'pending',
      ['V1__a'],
      [],
      "Detected resolved migration not applied to database: 1.\nTo fix this error, either run migrate, or set -ignoreMigrationPatterns='*:pending'.",
    ],
    [
      'pending repeatable',
      ['R__view'],
      [],
      "Detected resolved repeatable migration not applied to database: view.\nTo fix this error, either run migrate, or set -ignoreMigrationPatterns='*:pending'.",
    ],
    [
      'ignored',
      ['V1__a', 'V2__b'],
      ['SQL V2__b'],
      "Detected resolved migration not applied to database: 1.\nTo ignore this migration, set -ignoreMigrationPatterns='*:ignored'. To allow executing this migration, set -outOfOrder=true.",
    ],
    [
      'missing',
      ['V2__b'],
      ['SQL V1__a', 'SQL V2__b'],
      'Detected applied migration not resolved locally: 1.\nIf you removed this migration intentionally, run repair to mark the migration as deleted.',
    ],
    [
      'missing repeatable',
      [],
      ['SQL R__view'],
      'Detected applied migration not resolved locally: view.\nIf you removed this migration intentionally, run repair to mark the migration as deleted.',
    ],
    [
      'failed',
      ['V2__b'],
      ['SQL V2__b failed'],
      'Detected failed migration to version 2 (b).\nPlease remove any half-completed changes then run repair to fix the schema history.',
    ],
    [
      'outdated',
      ['R__view'],
      ['SQL R__view changed'],
      'Detected outdated resolved repeatable migration that should be re-applied to database: view.\nRun migrate to execute this migration.',
    ],
    [
      'edited',
      ['V1__a'],
      ['SQL V1__a changed'],
      'Migration checksum mismatch for migration version 1\n-> Applied to database : 4711\n-> Resolved locally    : 78787420\nEither revert the changes to the migration, or run repair to update the schema history.',
    ],
    [
      'renamed',
      ['V1__new_words'],
      ['SQL V1__old_words'],
      'Migration description mismatch for migration version 1\n-> Applied to database : old words\n-> Resolved locally    : new words\nEither revert the changes to the migration, or run repair to update the schema history.',
    ],
    [
      'of another type',
      ['R__view'],
      ['SCRIPT R__view'],
      'Migration type mismatch for migration R__view.sql\n-> Applied to database : SCRIPT\n-> Resolved locally    : SQL\nEither revert the changes to the migration, or run repair to update the schema history.',
    ],
  ])('%s', (_, files, texts, expected) => {
    expect(sentences(files, texts)[0]).toBe(expected);
  });

  it('failed repeatable', () => {
    expect(sentences(['R__view'], ['SQL R__view failed'])).toContain(
      'Detected failed repeatable migration: view.\nPlease remove any half-completed changes then run repair to fix the schema history.',
    );
  });
});

function sentences(files: readonly string[], texts: readonly string[]): readonly string[] {
  const options = { target: { kind: 'latest' }, outOfOrder: false } as const;
  const infos = states(files.map(file), rows(...texts), options);
  return findings(infos, { ignore: [] }).map(describeFinding);
}
