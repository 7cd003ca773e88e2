import { expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import type { AppliedStep } from '../run-errors.ts';
import type { Step } from '../model.ts';
import type { Report } from './json.ts';
import { reportText } from './text.ts';

const server = { kind: 'mysql', version: '9.7.4' } as const;
const migration = file('V2__b');
const row = { description: 'b', type: 'SQL', script: 'V2__b.sql', checksum: 1 };
const applied: AppliedStep = {
  step: { kind: 'run', script: { migration, statements: [] }, row, outOfOrder: false },
  executionTime: 34,
};
const [failed, old] = rows('SQL V2__b failed', 'SQL V1__a');
const repairs: readonly Step[] =
  failed && old
    ? [
        { kind: 'remove', row: failed },
        { kind: 'write', row: old },
        { kind: 'align', row: old, migration: file('V1__new') },
      ]
    : [];
const run = { schema: 'shop', server, initialVersion: null } as const;

it.each<readonly [string, Report, string]>([
  [
    'migrate with nothing to do',
    { operation: 'migrate', ...run, targetVersion: null, applied: [] },
    'Schema `shop` is up to date. No migration necessary.',
  ],
  [
    'migrate',
    { operation: 'migrate', ...run, targetVersion: '2', applied: [applied, applied] },
    'Successfully applied 2 migrations to schema `shop`, now at version v2 (execution time 0.068 s)',
  ],
  [
    'migrate with repeatables only',
    { operation: 'migrate', ...run, targetVersion: null, applied: [applied] },
    'Successfully applied 1 migration to schema `shop` (execution time 0.034 s)',
  ],
  [
    'undo with nothing to do',
    { operation: 'undo', ...run, targetVersion: null, applied: [] },
    'Schema `shop` has no applied version. Nothing to undo.',
  ],
  [
    'undo of the last version',
    { operation: 'undo', ...run, targetVersion: null, applied: [applied] },
    'Successfully undid 1 migration of schema `shop`, no version is left (execution time 0.034 s)',
  ],
  [
    'validate',
    { operation: 'validate', schema: 'shop', count: 1, findings: [] },
    'Successfully validated 1 migration',
  ],
  [
    'baseline',
    { operation: 'baseline', schema: 'shop', baselineVersion: '1', created: true },
    'Successfully baselined schema `shop` with version: 1',
  ],
  [
    'baseline again',
    { operation: 'baseline', schema: 'shop', baselineVersion: '1', created: false },
    'Schema `shop` is already baselined with version 1. Nothing to do.',
  ],
  [
    'clean',
    { operation: 'clean', schemasCleaned: ['shop'], schemasDropped: ['old'] },
    'Successfully cleaned schema `shop`\nSuccessfully dropped schema `old`',
  ],
  [
    'clean without a schema',
    { operation: 'clean', schemasCleaned: [], schemasDropped: [] },
    'No schema exists. Nothing to clean.',
  ],
  [
    'repair with nothing to do',
    { operation: 'repair', schema: 'shop', applied: [] },
    'Repair of the history of schema `shop` not necessary.',
  ],
  [
    'repair',
    { operation: 'repair', schema: 'shop', applied: repairs.map((step) => ({ step, executionTime: 0 })) },
    'Removed the failed row of 2 b\nMarked 1 a as deleted\nAligned 1 a with V1__new.sql\nSuccessfully repaired the history of schema `shop`.\nManual cleanup of the remaining effects of the failed migration may still be required.',
  ],
])('%s', (_, report, expected) => {
  expect(reportText(report)).toBe(expected);
});

it('info shows the version, then the table', () => {
  const report = {
    operation: 'info',
    schema: 'shop',
    server,
    schemaVersion: null,
    allSchemasEmpty: true,
    infos: [],
    unfinished: [],
  } as const;
  expect(reportText(report)).toMatch(/^Schema version: << Empty Schema >>\n\n\+---/);
});
