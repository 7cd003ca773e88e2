import { describe, expect, it } from 'vitest';
import { file } from '../../test/builders.ts';
import type { RunEvent } from '../execute/events.ts';
import type { Step } from '../model.ts';
import { eventLine, statusLine } from './progress.ts';
import { seconds } from './text.ts';

const row = { description: 'b', type: 'SQL', script: 'V2__b.sql', checksum: 1 };
const script = { migration: file('V2__b'), statements: [] };
const run: Step = { kind: 'run', script, row, outOfOrder: false };
const late: Step = { kind: 'run', script, row, outOfOrder: true };
const write: Step = { kind: 'write', row };
const statement = { number: 14, line: 30, column: 1, text: 'SELECT 1', kind: 'dml' } as const;
const { path, settings } = file('V1__x');
const callback = {
  event: 'beforeMigrate',
  description: '',
  script: 'beforeMigrate.sql',
  path,
  settings,
} as const;

describe('the line of an event', () => {
  it.each<readonly [string, RunEvent, string | undefined]>([
    [
      'a wait for the lock',
      { type: 'lock-waiting', lockName: 'Flyway-1', waited: 5.2, timeout: 60, holder: { connectionId: 42 } },
      'Waiting for the migration lock, held by connection 42 (GRANT PROCESS would show whose) (5 of 60 s)',
    ],
    [
      'a wait for an unknown holder',
      { type: 'lock-waiting', lockName: 'Flyway-1', waited: 5.2, timeout: 60, holder: undefined },
      'Waiting for the migration lock, held by another connection (5 of 60 s)',
    ],
    [
      'a plan on an empty schema',
      { type: 'planned', steps: [run], schema: 'shop', version: null },
      'Current version of schema `shop`: << Empty Schema >>',
    ],
    [
      'a plan on a version',
      { type: 'planned', steps: [run], schema: 'shop', version: '1' },
      'Current version of schema `shop`: 1',
    ],
    ['a plan without scripts', { type: 'planned', steps: [write], schema: 'shop', version: '1' }, undefined],
    [
      'the start of a script',
      { type: 'script-started', step: run, index: 1, total: 5 },
      'Migrating V2__b.sql [2 of 5]',
    ],
    [
      'the start of one out of order',
      { type: 'script-started', step: late, index: 0, total: 1 },
      'Migrating V2__b.sql [out of order] [1 of 1]',
    ],
    ['the start of a row', { type: 'script-started', step: write, index: 0, total: 1 }, undefined],
    ['a statement', { type: 'statement-started', script: file('V2__b'), statement, total: 60 }, undefined],
    [
      'a script that was committed',
      { type: 'script-applied', step: run, executionTime: 34 },
      'Applied V2__b.sql (0.034 s)',
    ],
    ['a callback', { type: 'callback', callback }, 'Executing callback beforeMigrate.sql'],
    ['a warning', { type: 'warning', message: 'careful' }, 'WARNING: careful'],
  ])('%s', (_, event, expected) => {
    expect(eventLine(event)).toBe(expected);
  });
});

it('the status of a terminal names file and statement, and how many of them there are', () => {
  const event = { type: 'statement-started', script: file('V2__b'), statement, total: 60 } as const;
  expect(statusLine({ ...event, place: { index: 1, total: 5 } })).toBe(
    '[2 of 5] V2__b.sql  statement 14 of 60',
  );
  expect(statusLine(event)).toBe('V2__b.sql  statement 14 of 60');
});

it.each([
  [0, '0.000 s'],
  [34, '0.034 s'],
  [9_999, '9.999 s'],
  [12_345, '12.3 s'],
])('%i ms are %s', (milliseconds, expected) => {
  expect(seconds(milliseconds)).toBe(expected);
});

it('shows no control character of a query result', () => {
  const line = eventLine({ type: 'query-result', columns: ['a'], rows: [['\u001b[31mred\tx'], [null]] });
  expect(line).toContain('\ufffd[31mred\tx');
  expect(line).not.toContain('\u001b');
});
