import type { Row } from '../row.ts';

/** CREATE, ALTER and DROP DATABASE. */
export const databaseRows: readonly Row[] = [
  {
    sql: 'CREATE DATABASE {d} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
    others: [
      {
        having: ['CREATE DATABASE {d} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci'],
        expect: 'cannot tell: other definition',
      },
    ],
  },
  { sql: 'CREATE SCHEMA `{d}`', applied: 'cannot tell: definition not comparable' },
  { digest: 'taken', sql: 'CREATE DATABASE IF NOT EXISTS {d}' },
  {
    given: ['CREATE DATABASE {d} CHARACTER SET latin1'],
    sql: 'ALTER DATABASE {d} DEFAULT CHARACTER SET = utf8mb4 DEFAULT COLLATE = utf8mb4_bin',
  },
  { sql: 'CREATE DATABASE {d} CHARSET utf8 COLLATE utf8_bin' },
  { given: ['CREATE DATABASE {d}'], sql: 'DROP DATABASE {d}' },
  { given: ['CREATE DATABASE {d}'], sql: 'DROP SCHEMA IF EXISTS {d}' },
];
