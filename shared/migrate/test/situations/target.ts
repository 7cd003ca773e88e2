import type { Situation } from './situation.ts';

/** A version as the target. */
export const target: readonly Situation[] = [
  {
    name: 'target 2 leaves what is higher above target',
    files: ['V1__a', 'V2__b', 'V3__c', 'R__view'],
    options: { target: '2' },
    info: [
      'Versioned 1 a SQL: Pending',
      'Versioned 2 b SQL: Pending',
      'Versioned 3 c SQL: Above Target',
      'Repeatable view SQL: Pending',
    ],
    findings: [
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 1 a',
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 2 b',
      'RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED view',
    ],
    runs: ['V1__a', 'V2__b', 'R__view'],
  },
  {
    name: 'target 2.0 is target 2',
    files: ['V1__a', 'V2__b', 'V3__c'],
    rows: ['SQL V1__a'],
    options: { target: '2.0' },
    info: ['Versioned 1 a SQL: Success', 'Versioned 2 b SQL: Pending', 'Versioned 3 c SQL: Above Target'],
    findings: ['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 2 b'],
    runs: ['V2__b'],
  },
  {
    name: 'target below what is applied',
    files: ['V1__a', 'V2__b', 'V3__c', 'V4__d'],
    rows: ['SQL V1__a', 'SQL V2__b', 'SQL V3__c'],
    options: { target: '2' },
    info: [
      'Versioned 1 a SQL: Success',
      'Versioned 2 b SQL: Success',
      'Versioned 3 c SQL: Success',
      'Versioned 4 d SQL: Above Target',
    ],
  },
  {
    name: 'a target that does not exist',
    files: ['V1__a'],
    options: { target: '99' },
    fails:
      'No migration with a target version 99 could be found. Ensure target is specified correctly and the migration exists.',
  },
  {
    name: 'a target with ? need not exist',
    files: ['V1__a', 'V100__b'],
    options: { target: '99?' },
    info: ['Versioned 1 a SQL: Pending', 'Versioned 100 b SQL: Above Target'],
    findings: ['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 1 a'],
    runs: ['V1__a'],
  },
  {
    name: 'a target that only the history has',
    files: ['V1__a'],
    rows: ['SQL V1__a', 'SQL V2__b'],
    options: { target: '2' },
    info: ['Versioned 1 a SQL: Success', 'Versioned 2 b SQL: Future'],
  },
  {
    name: 'a target that only an Undo file has',
    files: ['V1__a', 'U2__b'],
    options: { target: '2' },
    fails:
      'No migration with a target version 2 could be found. Ensure target is specified correctly and the migration exists.',
  },
  {
    name: 'outOfOrder with a target',
    files: ['V1__a', 'V2__b', 'V3__c', 'V4__d'],
    rows: ['SQL V1__a', 'SQL V3__c'],
    options: { outOfOrder: 'true', target: '3' },
    info: [
      'Versioned 1 a SQL: Success',
      'Versioned 3 c SQL: Success',
      'Versioned 2 b SQL: Pending',
      'Versioned 4 d SQL: Above Target',
    ],
    findings: ['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 2 b'],
    runs: ['V2__b'],
  },
  {
    name: 'a B file with target below it',
    files: ['V1__a', 'B3__t', 'V2__b', 'V3__c', 'V4__d'],
    options: { target: '2' },
    info: [
      'Versioned 1 a SQL: Below Baseline',
      'Versioned 2 b SQL: Below Baseline',
      'Versioned 3 c SQL: Ignored (Baseline)',
      'Baseline 3 t SQL_BASELINE: Pending',
      'Versioned 4 d SQL: Above Target',
    ],
    findings: ['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 t'],
    runs: ['B3__t'],
  },
  {
    name: 'B files with a target between them',
    files: ['V1__a', 'B2__s', 'B4__t', 'V3__c', 'V4__d'],
    options: { target: '3' },
    info: [
      'Versioned 1 a SQL: Below Baseline',
      'Baseline 2 s SQL_BASELINE: Below Baseline',
      'Versioned 3 c SQL: Below Baseline',
      'Versioned 4 d SQL: Ignored (Baseline)',
      'Baseline 4 t SQL_BASELINE: Pending',
    ],
    findings: ['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 4 t'],
    runs: ['B4__t'],
  },
];
