import type { Situation } from './situation.ts';

/** Files that differ from their rows. */
export const mismatch: readonly Situation[] = [
  {
    name: '1 = 1.0 = 01',
    files: ['V1__a', 'V2.0__b', 'V3__c'],
    rows: ['SQL V1.0__a', 'SQL V02__b'],
    info: ['Versioned 1.0 a SQL: Success', 'Versioned 02 b SQL: Success', 'Versioned 3 c SQL: Pending'],
    findings: ['RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 c'],
    runs: ['V3__c'],
  },
  {
    name: 'an edited file',
    files: ['V1__a', 'V2__b'],
    rows: ['SQL V1__a changed', 'SQL V2__b'],
    info: ['Versioned 1 a SQL: Success', 'Versioned 2 b SQL: Success'],
    findings: ['CHECKSUM_MISMATCH 1 a'],
    refuses: 'VALIDATE_ERROR',
    repaired: ['1: 1 | a | SQL | V1__a.sql | 78787420 | ok', '2: 2 | b | SQL | V2__b.sql | 78787420 | ok'],
  },
  {
    name: 'a renamed file',
    files: ['V1__new_words'],
    rows: ['SQL V1__old_words'],
    info: ['Versioned 1 old words SQL: Success'],
    findings: ['DESCRIPTION_MISMATCH 1 old words'],
    refuses: 'VALIDATE_ERROR',
    repaired: ['1: 1 | new words | SQL | V1__old_words.sql | 78787420 | ok'],
  },
  {
    name: 'an edited and renamed file',
    files: ['V1__new_words'],
    rows: ['SQL V1__old_words changed'],
    info: ['Versioned 1 old words SQL: Success'],
    findings: ['CHECKSUM_MISMATCH 1 old words'],
    refuses: 'VALIDATE_ERROR',
    repaired: ['1: 1 | new words | SQL | V1__old_words.sql | 78787420 | ok'],
  },
  {
    name: 'a description of more than 200 characters, pending',
    files: [
      'V1__a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_end',
    ],
    info: [
      'Versioned 1 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 end SQL: Pending',
    ],
    findings: [
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 1 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 end',
    ],
    runs: [
      'V1__a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_end',
    ],
  },
  {
    name: 'a description cut at 200 characters',
    files: [
      'V1__a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_end',
    ],
    rows: [
      'SQL V1__a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_end',
    ],
    info: [
      'Versioned 1 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789  SQL: Success',
    ],
    findings: [
      'DESCRIPTION_MISMATCH 1 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 ',
    ],
    refuses: 'VALIDATE_ERROR',
  },
  {
    name: 'a description cut as Flyway cuts it',
    files: [
      'V1__a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_end',
    ],
    rows: [
      'SQL V1__a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_end description=a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a23456789_a234567...',
    ],
    info: [
      'Versioned 1 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a23456789 a234567... SQL: Success',
    ],
  },
  {
    name: 'several problems at once',
    files: ['V1__a', 'V3__c', 'V4__d', 'V6__f', 'R__view'],
    rows: [
      'SQL V1__a changed',
      'SQL V2__b',
      'SQL V4__other',
      'SQL R__view changed',
      'SQL R__gone',
      'SQL V9__i',
    ],
    info: [
      'Versioned 1 a SQL: Success',
      'Versioned 2 b SQL: Missing',
      'Versioned 4 other SQL: Success',
      'Repeatable view SQL: Outdated',
      'Repeatable gone SQL: Missing',
      'Versioned 9 i SQL: Future',
      'Versioned 3 c SQL: Ignored',
      'Versioned 6 f SQL: Ignored',
      'Repeatable view SQL: Pending',
    ],
    findings: [
      'CHECKSUM_MISMATCH 1 a',
      'APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED 2 b',
      'DESCRIPTION_MISMATCH 4 other',
      'OUTDATED_REPEATABLE_MIGRATION view',
      'APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED gone',
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 3 c',
      'RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED 6 f',
      'RESOLVED_REPEATABLE_MIGRATION_NOT_APPLIED view',
    ],
    refuses: 'VALIDATE_ERROR',
    repaired: [
      '1: 1 | a | SQL | V1__a.sql | 78787420 | ok',
      '2: 2 | b | SQL | V2__b.sql | 78787420 | ok',
      '3: 4 | d | SQL | V4__other.sql | 78787420 | ok',
      '4: NULL | view | SQL | R__view.sql | 4711 | ok',
      '5: NULL | gone | SQL | R__gone.sql | 78787420 | ok',
      '6: 9 | i | SQL | V9__i.sql | 78787420 | ok',
      '7: 2 | b | DELETE | V2__b.sql | 78787420 | ok',
      '8: NULL | gone | DELETE | R__gone.sql | 78787420 | ok',
    ],
  },
];
