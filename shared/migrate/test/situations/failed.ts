import type { Situation } from './situation.ts';

/** Failed rows. */
export const failed: readonly Situation[] = [
  {
    name: 'a failed one out of order',
    files: ['V1__a', 'V2__b', 'V3__c'],
    rows: ['SQL V1__a', 'SQL V3__c', 'SQL V2__b failed'],
    info: ['Versioned 1 a SQL: Success', 'Versioned 3 c SQL: Success', 'Versioned 2 b SQL: Failed'],
    findings: ['FAILED_VERSIONED_MIGRATION 2 b'],
    refuses: 'VALIDATE_ERROR',
    repaired: ['1: 1 | a | SQL | V1__a.sql | 78787420 | ok', '2: 3 | c | SQL | V3__c.sql | 78787420 | ok'],
  },
  {
    name: 'a failed one',
    files: ['V1__a', 'V2__b', 'V3__c'],
    rows: ['SQL V1__a', 'SQL V2__b failed'],
    info: ['Versioned 1 a SQL: Success', 'Versioned 2 b SQL: Failed', 'Versioned 3 c SQL: Pending'],
    findings: ['FAILED_VERSIONED_MIGRATION 2 b', 'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 c'],
    refuses: 'VALIDATE_ERROR',
    repaired: ['1: 1 | a | SQL | V1__a.sql | 78787420 | ok'],
  },
  {
    name: 'a failed one with a changed file',
    files: ['V1__a', 'V2__b'],
    rows: ['SQL V1__a', 'SQL V2__b failed changed'],
    info: ['Versioned 1 a SQL: Success', 'Versioned 2 b SQL: Failed'],
    findings: ['FAILED_VERSIONED_MIGRATION 2 b'],
    refuses: 'VALIDATE_ERROR',
    repaired: ['1: 1 | a | SQL | V1__a.sql | 78787420 | ok'],
  },
  {
    name: 'a failed one whose file is missing',
    files: ['V1__a', 'V3__c'],
    rows: ['SQL V1__a', 'SQL V2__b failed'],
    info: ['Versioned 1 a SQL: Success', 'Versioned 2 b SQL: Failed (Missing)', 'Versioned 3 c SQL: Pending'],
    findings: ['FAILED_VERSIONED_MIGRATION 2 b', 'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 c'],
    refuses: 'VALIDATE_ERROR',
    repaired: ['1: 1 | a | SQL | V1__a.sql | 78787420 | ok'],
  },
  {
    name: 'a failed one above the newest file',
    files: ['V1__a'],
    rows: ['SQL V1__a', 'SQL V2__b failed'],
    info: ['Versioned 1 a SQL: Success', 'Versioned 2 b SQL: Failed (Future)'],
    repaired: ['1: 1 | a | SQL | V1__a.sql | 78787420 | ok'],
  },
  {
    name: 'a failed repeatable whose file is missing',
    files: ['V1__a'],
    rows: ['SQL V1__a', 'SQL R__view failed'],
    info: ['Versioned 1 a SQL: Success', 'Repeatable view SQL: Failed (Missing)'],
    findings: ['FAILED_REPEATABLE_MIGRATION view'],
    refuses: 'VALIDATE_ERROR',
    repaired: ['1: 1 | a | SQL | V1__a.sql | 78787420 | ok'],
  },
];
