import type { FindingDetail } from '../model.ts';
import { manyIndexes } from '../rules/tables.ts';

/** What a code asks of a schema, and what to do where it is found. */
export interface RuleText {
  readonly asks: string;
  readonly remedy: string;
}

/** Every code, in the order of a report. */
export const ruleTexts: Readonly<Record<FindingDetail['code'], RuleText>> = {
  'not-in-map': {
    asks: 'Every folder of microservices is in the map.',
    remedy: 'Add the service to database/service-map.json, then `npm run db:write`.',
  },
  'folder-missing': {
    asks: 'Every service of phase 1 has its folder.',
    remedy: 'Take the service out of the map, or bring its folder back.',
  },
  'not-read': {
    asks: 'Everything could be looked at.',
    remedy: 'Repair what the sentence names and audit again: what was not read is not known to be right.',
  },
  'missing-rights': {
    asks: 'The account that reads sees every object.',
    remedy:
      'Audit as the user of the map that owns the database (DB_USER), which `npx nilecare-db users` provides.',
  },
  account: {
    asks: 'Every account of the map exists and can log in.',
    remedy: '`npx nilecare-db status`, then `npx nilecare-db create`.',
  },
  grants: {
    asks: 'Every account holds exactly its grants.',
    remedy: '`npx nilecare-db users --dry-run` shows the plan, `npx nilecare-db users --fix` carries it out.',
  },
  migration: {
    asks: 'Files and history agree, and nothing is pending or half done.',
    remedy: '`npm run migrate:validate` names the difference; docs/error-codes.md what to do.',
  },
  'undo-missing': {
    asks: 'Every version has an undo file.',
    remedy: 'Write U<version>__….sql and try it with `migrate:undo -- -verify`.',
  },
  'no-primary-key': {
    asks: 'Every table has a primary key.',
    remedy: 'Add one in a new version: replication and online changes need it.',
  },
  'other-engine': {
    asks: 'Every table is kept by InnoDB.',
    remedy: 'ALTER TABLE … ENGINE = InnoDB in a new version.',
  },
  'other-charset': {
    asks: 'Every text is utf8mb4, or ascii for codes.',
    remedy: 'Convert the column in a new version, after looking for values that differ only by collation.',
  },
  'inexact-number': {
    asks: 'No number is a floating-point one.',
    remedy: 'Make it DECIMAL in a new version.',
  },
  'ends-2038': { asks: 'No column ends in 2038.', remedy: 'Make it DATETIME(6), in UTC, in a new version.' },
  'foreign-key-leaves': {
    asks: 'No foreign key leaves its database.',
    remedy: 'Drop it in a new version and ask the other service: each owns its schema alone.',
  },
  'foreign-key-acts': {
    asks: 'No foreign key changes rows by itself.',
    remedy: 'Make it ON DELETE RESTRICT ON UPDATE RESTRICT, and let the service delete in order.',
  },
  'foreign-key-not-unique': {
    asks: 'Every foreign key points at a unique key.',
    remedy: 'Point it at the primary key, or make its target unique; MySQL 8.4 and later refuse it.',
  },
  'foreign-key-unindexed': {
    asks: 'Every foreign key has an index.',
    remedy: 'CREATE INDEX on its columns in a new version.',
  },
  'filter-unindexed': {
    asks: 'Views and queries find their rows by an index.',
    remedy:
      'Add an index that begins with the most selective of the columns, or say in the view why it reads all.',
  },
  'reference-unindexed': {
    asks: 'Rows can be found by every reference that no foreign key checks.',
    remedy: 'Add an index when a query looks rows up by the column.',
  },
  'duplicate-index': { asks: 'No index stands twice.', remedy: 'DROP INDEX in a new version.' },
  'prefix-index': { asks: 'No index is the beginning of another.', remedy: 'DROP INDEX in a new version.' },
  'implied-unique': {
    asks: 'No unique key is implied by a narrower one.',
    remedy: 'Drop it, or make it an ordinary index where it serves a query.',
  },
  'many-indexes': {
    asks: `No table has more than ${manyIndexes} indexes beside its primary key.`,
    remedy:
      'Ask the server which of them are read (performance_schema.table_io_waits_summary_by_index_usage), and drop the others.',
  },
  'definer-rights': {
    asks: 'No view or routine lends the rights of its owner.',
    remedy: 'SQL SECURITY INVOKER in its repeatable migration.',
  },
  'append-only-missing': {
    asks: 'The append-only tables of the map exist.',
    remedy: 'Correct the name in database/service-map.json.',
  },
  'unmarked-personal-data': {
    asks: 'Columns with personal data are marked.',
    remedy:
      'Begin the comment with PII or PHI in a new version, or leave it where the column holds no person.',
  },
  name: {
    asks: 'Names follow the [naming standards](DATABASE_NAMING_STANDARDS.md).',
    remedy: 'Rename in a new version (expand, then contract).',
  },
};
