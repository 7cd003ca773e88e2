import { describe, expect, it } from 'vitest';
import type { UnfinishedScript } from '../unfinished.ts';
import { describeFailed, describeUnfinished } from './describe-unfinished.ts';
import { unfinishedField } from './unfinished-json.ts';

const failed: UnfinishedScript = {
  state: 'failed',
  script: 'V7__x.sql',
  direction: 'migrate',
  total: 12,
  committed: 5,
  statement: { number: 7, line: 31 },
  startedAt: '2026-01-02 03:04:05.678',
  account: 'billing@10.0.0.5',
  host: 'runner',
  process: 42,
  installedRank: 7,
};

describe('info tells of an unfinished script in one line', () => {
  it.each([
    [{}, 'V7__x.sql failed at statement 7 of 12 (line 31); 5 committed. Go on with: nilecare-migrate resume'],
    [
      { state: 'interrupted' },
      'V7__x.sql was interrupted at statement 7 of 12 (line 31); 5 committed. Go on with: nilecare-migrate migrate',
    ],
    [
      { state: 'interrupted', script: 'U7__x.sql', direction: 'undo', committed: 0 },
      'U7__x.sql was interrupted at statement 7 of 12 (line 31); none committed. Go on with: nilecare-migrate resume',
    ],
    [
      { state: 'undoing' },
      'An undo of V7__x.sql is half done; left of it: at most statements 1 to 5 of 12. Go on with: nilecare-migrate undo',
    ],
    [
      { state: 'running' },
      'V7__x.sql is running at statement 7 of 12 (line 31); 5 committed. Process 42 on runner (billing@10.0.0.5) is at work, or died within the last seconds; then go on with: nilecare-migrate migrate',
    ],
  ] as const)('%j', (changes, expected) => {
    expect(describeUnfinished({ ...failed, ...changes })).toBe(expected);
  });

  it('also when the engine stopped between two statements', () => {
    const { statement, ...rest } = failed;
    expect(statement).toBeDefined();
    expect(describeUnfinished({ ...rest, state: 'interrupted' })).toContain(
      'V7__x.sql was interrupted behind statement 5 of 12;',
    );
  });
});

it('a failed script names three ways, and what each meets', () => {
  expect(describeFailed(failed).split('\n')).toEqual([
    'V7__x.sql failed at statement 7 of 12 (line 31); 5 committed.',
    'What to do, one of these:',
    '1. Fix the file from statement 6 on, then: nilecare-migrate resume. It goes on at statement 6; statements 1 to 5 must stay as they are.',
    '2. Take back by hand what statements 1 to 5 did, then: nilecare-migrate repair, and migrate. V7__x.sql runs from its start and meets whatever is left of that.',
    '3. nilecare-migrate undo takes back what statements 1 to 5 did, as far as the text of the file or an undo file tells how. Then it is pending again.',
  ]);
});

it('one of which the undo is half done is not gone on with', () => {
  expect(
    describeFailed({ ...failed, state: 'undoing' })
      .split('\n')
      .slice(2),
  ).toEqual([
    '1. nilecare-migrate undo goes on with it. Then the migration is pending again.',
    '2. Take back by hand what is left, then: nilecare-migrate repair -assumeApplied=0. The file runs from its start.',
  ]);
});

it('of which everything is committed only its row is missing', () => {
  const { statement, ...rest } = failed;
  expect(statement).toBeDefined();
  expect(
    describeFailed({ ...rest, committed: 12 })
      .split('\n')
      .slice(0, 3),
  ).toEqual([
    'V7__x.sql failed behind statement 12 of 12; 12 committed.',
    'What to do, one of these:',
    '1. Nothing of V7__x.sql is left to run: nilecare-migrate resume writes its row; statements 1 to 12 must stay as they are.',
  ]);
});

it('of which nothing is committed there is nothing to take back', () => {
  expect(describeFailed({ ...failed, committed: 0 })).not.toContain('undo');
});

it('JSON has it as a field of its own', () => {
  expect(unfinishedField({ unfinished: failed })).toEqual({
    unfinished: {
      state: 'failed',
      script: 'V7__x.sql',
      command: 'migrate',
      statementNumber: 7,
      lineNumber: 31,
      statementCount: 12,
      statementsCommitted: 5,
      startedAtUTC: '2026-01-02T03:04:05Z',
      account: 'billing@10.0.0.5',
      host: 'runner',
      process: 42,
      goOnWith: 'resume',
    },
  });
  expect(unfinishedField({})).toEqual({});
});
