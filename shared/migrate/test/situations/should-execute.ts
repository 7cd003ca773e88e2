import type { Situation } from './situation.ts';

/** shouldExecute=false of a script configuration (measured through Flyway's Java API: the command line of the free edition refuses the setting). */
export const shouldExecute: readonly Situation[] = [
  {
    name: 'shouldExecute=false is ignored',
    files: ['V1__a', 'V2__b shouldExecute=false', 'V3__c'],
    rows: ['SQL V1__a'],
    info: ['Versioned 1 a SQL: Success', 'Versioned 2 b SQL: Ignored', 'Versioned 3 c SQL: Pending'],
    findings: ['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 c'],
    runs: ['V3__c'],
  },
  {
    name: 'a repeatable with shouldExecute=false',
    files: ['R__view shouldExecute=false'],
    info: ['Repeatable view SQL: Ignored'],
  },
  {
    name: 'an outdated repeatable with shouldExecute=false',
    files: ['R__view shouldExecute=false'],
    rows: ['SQL R__view changed'],
    info: ['Repeatable view SQL: Outdated', 'Repeatable view SQL: Ignored'],
    findings: ['OUTDATED_REPEATABLE_MIGRATION view'],
  },
  {
    name: 'shouldExecute=false after it was applied',
    files: ['V1__a shouldExecute=false'],
    rows: ['SQL V1__a'],
    info: ['Versioned 1 a SQL: Success'],
  },
  {
    name: 'shouldExecute=false above the target',
    files: ['V1__a', 'V2__b shouldExecute=false'],
    rows: ['SQL V1__a'],
    options: { target: '1' },
    info: ['Versioned 1 a SQL: Success', 'Versioned 2 b SQL: Ignored'],
  },
  {
    name: 'shouldExecute=false below the baseline',
    files: ['V1__a shouldExecute=false', 'V3__c'],
    rows: ['BASELINE 2'],
    info: [
      '2 << Flyway Baseline >> BASELINE: Baseline',
      'Versioned 1 a SQL: Ignored',
      'Versioned 3 c SQL: Pending',
    ],
    findings: ['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 c'],
    runs: ['V3__c'],
  },
  {
    name: 'target next over a file with shouldExecute=false',
    files: ['V1__a', 'V2__b shouldExecute=false', 'V3__c', 'V4__d'],
    rows: ['SQL V1__a'],
    options: { target: 'next' },
    info: [
      'Versioned 1 a SQL: Success',
      'Versioned 2 b SQL: Ignored',
      'Versioned 3 c SQL: Pending',
      'Versioned 4 d SQL: Above Target',
    ],
    findings: ['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 c'],
    runs: ['V3__c'],
  },
];
