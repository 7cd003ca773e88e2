import type { Situation } from './situation.ts';

/** B files that were not applied, on a schema with history. */
export const baselineFilesOnHistory: readonly Situation[] = [
  {
    name: 'a SCHEMA row with B files',
    files: ['V1__a', 'B2__s', 'V3__c'],
    rows: ['SCHEMA'],
    info: [
      'Versioned 1 a SQL: Below Baseline',
      '<< Flyway Schema Creation >> SCHEMA: Success',
      'Baseline 2 s SQL_BASELINE: Pending',
      'Versioned 3 c SQL: Pending',
    ],
    findings: [
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 2 s',
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 c',
    ],
    runs: ['B2__s', 'V3__c'],
  },
  {
    name: 'a B file is ignored on a history',
    files: ['V1__a', 'V2__b', 'B2__s', 'V3__c'],
    rows: ['SQL V1__a'],
    info: [
      'Versioned 1 a SQL: Success',
      'Versioned 2 b SQL: Pending',
      'Baseline 2 s SQL_BASELINE: Ignored',
      'Versioned 3 c SQL: Pending',
    ],
    findings: [
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 2 b',
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 c',
    ],
    runs: ['V2__b', 'V3__c'],
  },
  {
    name: 'a B file is ignored on a history, out of order',
    files: ['V1__a', 'V2__b', 'B2__s', 'V3__c'],
    rows: ['SQL V1__a'],
    options: { outOfOrder: 'true' },
    info: [
      'Versioned 1 a SQL: Success',
      'Versioned 2 b SQL: Pending',
      'Baseline 2 s SQL_BASELINE: Ignored',
      'Versioned 3 c SQL: Pending',
    ],
    findings: [
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 2 b',
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 c',
    ],
    runs: ['V2__b', 'V3__c'],
  },
  {
    name: 'a B file below what is applied',
    files: ['V1__a', 'V2__b', 'B1__s'],
    rows: ['SQL V1__a', 'SQL V2__b'],
    info: ['Versioned 1 a SQL: Success', 'Versioned 2 b SQL: Success', 'Baseline 1 s SQL_BASELINE: Ignored'],
  },
  {
    name: 'a B file where the V file was applied',
    files: ['V3__c', 'B3__s'],
    rows: ['SQL V3__c'],
    info: ['Versioned 3 c SQL: Success', 'Baseline 3 s SQL_BASELINE: Ignored'],
  },
  {
    name: 'only a B file where the V file was applied',
    files: ['B3__s'],
    rows: ['SQL V3__c'],
    info: ['Versioned 3 c SQL: Future', 'Baseline 3 s SQL_BASELINE: Ignored'],
  },
  {
    name: 'only repeatables applied, and B files',
    files: ['V1__a', 'B2__s', 'R__view'],
    rows: ['SQL R__view'],
    info: [
      'Versioned 1 a SQL: Below Baseline',
      'Repeatable view SQL: Success',
      'Baseline 2 s SQL_BASELINE: Pending',
    ],
    findings: ['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 2 s'],
    runs: ['B2__s'],
  },
];
