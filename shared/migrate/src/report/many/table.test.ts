import { expect, it } from 'vitest';
import { RefusedError } from '../../errors.ts';
import type { Report } from '../json.ts';
import { leftOut, troubleOf } from './details.ts';
import type { DatabaseResult } from './result.ts';
import { resultLine, resultTable } from './table.ts';

const server = { kind: 'mysql', version: '8.4.0' } as const;

function migrated(initialVersion: string | null, targetVersion: string | null): Report {
  return { operation: 'migrate', schema: 's', server, initialVersion, targetVersion, applied: [] };
}

function result(name: string, outcome: object, reports: readonly Report[] = []): DatabaseResult {
  const whole = { name, milliseconds: 12, ...outcome } as DatabaseResult['outcome'];
  return { name, database: `${name}_db`, warnings: [], outcome: whole, reports };
}

const reports = [migrated(null, '2')];
const done = result('one', { kind: 'done', result: { reports, isProven: true } }, reports);
const failed = result('two', { kind: 'failed', error: new RefusedError('ERROR', 'Not here.') });
const left = result('three', { kind: 'not begun', reason: 'another failed' });

it('has a line for each database, and one with the totals', () => {
  expect(resultTable([done, failed, left]).split('\n')).toEqual([
    '+----------+------------+------------+---------+-----------+',
    '| Database | Version    | Migrations | Time    | Result    |',
    '+----------+------------+------------+---------+-----------+',
    '| one      | empty -> 2 | 0 applied  | 0.012 s | done      |',
    '| two      |            |            | 0.012 s | failed    |',
    '| three    |            |            |         | not begun |',
    '+----------+------------+------------+---------+-----------+',
  ]);
  expect(resultLine([done, failed, left])).toBe('1 of 3 done, 1 failed, 1 not begun');
});

it('has a line for each command, and names the database of a project', () => {
  const both = [
    migrated('2', null),
    { operation: 'validate', schema: 's', count: 2, findings: [] } as Report,
  ];
  const twice = result('one', { kind: 'done', result: { reports: both, isProven: false } }, both);
  const lines = resultTable([{ ...twice, project: 'services/one' }]).split('\n');
  expect(lines.slice(3, 5)).toEqual([
    '| one     | one_db   | 2       | 0 applied  |         | done        |',
    '|         |          |         | 2 valid    | 0.012 s | no evidence |',
  ]);
});

it('is followed by what is wrong, and by what to do about those that were left out', () => {
  expect([done, failed, left].map(troubleOf)).toEqual([undefined, 'two: Not here.', undefined]);
  expect(leftOut([done, failed, left])).toBe(
    '1 database was not begun because another failed (-failFast). Run the command again to go on.',
  );
});
