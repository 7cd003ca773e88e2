import { describe, expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import type { MigrationInfo } from '../model.ts';
import { states } from '../plan/states.ts';
import { infoTable, undoable } from './info-table.ts';

/** Copied from the output of Flyway 11.8.2 for the same files and rows. */
describe('the table is Flyway’s, character by character', () => {
  it('of an empty schema without files', () => {
    expect(infoTable([])).toBe(
      [
        '+----------+---------+-------------+------+--------------+-------+----------+',
        '| Category | Version | Description | Type | Installed On | State | Undoable |',
        '+----------+---------+-------------+------+--------------+-------+----------+',
        '| No migrations found                                                       |',
        '+----------+---------+-------------+------+--------------+-------+----------+',
      ].join('\n'),
    );
  });

  it('of a created schema with a deleted version and a repeatable that ran twice', () => {
    const infos = statesOf(
      ['V1__Initial_auth_schema', 'V3__c', 'R__Create_auth_views', 'R__x'],
      [
        'SCHEMA',
        'SQL V1__Initial_auth_schema',
        'SQL R__Create_auth_views changed',
        'SQL V2__b',
        'DELETE V2__b',
        'SQL R__Create_auth_views',
      ],
    );
    expect(infoTable(infos)).toBe(
      [
        '+------------+---------+------------------------------+--------+---------------------+------------+----------+',
        '| Category   | Version | Description                  | Type   | Installed On        | State      | Undoable |',
        '+------------+---------+------------------------------+--------+---------------------+------------+----------+',
        '|            |         | << Flyway Schema Creation >> | SCHEMA | 2026-01-02 03:04:05 | Success    |          |',
        '| Versioned  | 1       | Initial auth schema          | SQL    | 2026-01-02 03:04:05 | Success    | No       |',
        '| Repeatable |         | Create auth views            | SQL    | 2026-01-02 03:04:05 | Superseded |          |',
        '| Versioned  | 2       | b                            | SQL    | 2026-01-02 03:04:05 | Deleted    |          |',
        '| Repeatable |         | Create auth views            | SQL    | 2026-01-02 03:04:05 | Success    |          |',
        '| Versioned  | 3       | c                            | SQL    |                     | Pending    | No       |',
        '| Repeatable |         | x                            | SQL    |                     | Pending    |          |',
        '+------------+---------+------------------------------+--------+---------------------+------------+----------+',
      ].join('\n'),
    );
  });

  it('of a baseline with a failed version whose file is missing', () => {
    const infos = statesOf(
      ['V1__a', 'V3__c', 'V4__d', 'V10.20.30__Long_description_of_something'],
      ['BASELINE 2', 'SQL V3__c', 'SQL V5__e failed'],
    );
    expect(infoTable(infos)).toBe(
      [
        '+-----------+----------+-------------------------------+----------+---------------------+------------------+----------+',
        '| Category  | Version  | Description                   | Type     | Installed On        | State            | Undoable |',
        '+-----------+----------+-------------------------------+----------+---------------------+------------------+----------+',
        '| Versioned | 1        | a                             | SQL      |                     | Below Baseline   | No       |',
        '|           | 2        | << Flyway Baseline >>         | BASELINE | 2026-01-02 03:04:05 | Baseline         | No       |',
        '| Versioned | 3        | c                             | SQL      | 2026-01-02 03:04:05 | Success          | No       |',
        '| Versioned | 5        | e                             | SQL      | 2026-01-02 03:04:05 | Failed (Missing) | No       |',
        '| Versioned | 4        | d                             | SQL      |                     | Ignored          | No       |',
        '| Versioned | 10.20.30 | Long description of something | SQL      |                     | Pending          | No       |',
        '+-----------+----------+-------------------------------+----------+---------------------+------------------+----------+',
      ].join('\n'),
    );
  });
});

it('a version with an Undo file is undoable, unless it failed or was taken back', () => {
  const infos = statesOf(
    ['V1__a', 'V2__b', 'V3__c', 'U1__a', 'U2__b', 'U3__c', 'R__view'],
    ['SQL V1__a', 'SQL V2__b', 'DELETE U2__b', 'SQL V3__c failed'],
  );
  expect(infos.map((info) => `${info.state}: ${undoable(info)}`)).toEqual([
    'Success: Yes',
    'Deleted: ',
    'Failed: No',
    'Ignored: Yes',
    'Pending: ',
  ]);
});

function statesOf(files: readonly string[], texts: readonly string[]): readonly MigrationInfo[] {
  return states(files.map(file), rows(...texts), { target: { kind: 'latest' }, outOfOrder: false });
}
