import type { Situation } from './situation.ts';

/** B files on a schema without history. */
export const baselineFiles: readonly Situation[] = [
  {
    name: 'the newest B file runs on an empty history',
    files: ['V1__a', 'B2__s', 'V2__b', 'B3__t', 'V3__c', 'V4__d', 'R__view'],
    info: [
      'Versioned 1 a SQL: Below Baseline',
      'Versioned 2 b SQL: Below Baseline',
      'Baseline 2 s SQL_BASELINE: Below Baseline',
      'Versioned 3 c SQL: Ignored (Baseline)',
      'Baseline 3 t SQL_BASELINE: Pending',
      'Versioned 4 d SQL: Pending',
      'Repeatable view SQL: Pending',
    ],
    findings: [
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 t',
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 4 d',
      'RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED view',
    ],
    runs: ['B3__t', 'V4__d', 'R__view'],
  },
  {
    name: 'only B files',
    files: ['B1__s', 'B2__t'],
    info: ['Baseline 1 s SQL_BASELINE: Below Baseline', 'Baseline 2 t SQL_BASELINE: Pending'],
    findings: ['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 2 t'],
    runs: ['B2__t'],
  },
];
