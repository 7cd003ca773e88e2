import { describe, expect, it } from 'vitest';
import { rows } from '../../test/builders.ts';
import type { JournalRecord, ScriptState } from './journal.ts';
import { openPosition, openPositions } from './open-position.ts';

function record(run: number, script: string, state: ScriptState, afterRank = 0): JournalRecord {
  const runner = { account: 'a@b', host: 'h', process: 1, connection: 2, server: 's', toolVersion: '1' };
  const position = { script, state, afterRank, direction: 'migrate', checksum: 1 } as const;
  return {
    run,
    runner,
    startedAt: '',
    position: { ...position, total: 3, committed: 1, digests: '1:' },
  };
}

describe('an unfinished script', () => {
  it.each([
    ['runs or its runner died', 'running', [], 'interrupted'],
    ['was stopped', 'stopped', [], 'interrupted'],
    ['failed', 'failed', ['SQL V1__a failed'], 'failed'],
    ['died in front of its failed row being noted', 'running', ['SQL V1__a failed'], 'failed'],
    ['was repaired by another tool', 'failed', [], undefined],
    ['was finished by another tool', 'running', ['SQL V1__a'], undefined],
    ['is done', 'done', ['SQL V1__a'], undefined],
    ['is resolved', 'resolved', [], undefined],
  ] as const)('%s', (_what, state, history, kind) => {
    expect(openPosition([record(1, 'V1__a.sql', state)], rows(...history))?.kind).toBe(kind);
  });

  it('is judged by rows behind its beginning only: it may have been undone and applied before', () => {
    const history = rows('SQL V1__a', 'UNDO_SQL U1__a');
    expect(openPosition([record(1, 'V1__a.sql', 'running', 2)], history)?.kind).toBe('interrupted');
  });

  it.each([
    [4, ['SQL V1__a'], undefined],
    [2, ['SQL V1__a'], 'interrupted'],
    [2, [], undefined],
  ] as const)('begun behind rank %d of a history that now holds %j is %s', (afterRank, history, kind) => {
    expect(openPosition([record(1, 'V9__a.sql', 'running', afterRank)], rows(...history))?.kind).toBe(kind);
  });

  it('is told once, by its newest record', () => {
    const records = [
      record(3, 'V1__a.sql', 'running'),
      record(2, 'V2__b.sql', 'failed'),
      record(1, 'V1__a.sql', 'failed'),
    ];
    const open = openPositions(records, rows('SQL V2__b failed'));
    expect(open.map(({ kind, record: { run } }) => [kind, run])).toEqual([
      ['interrupted', 3],
      ['failed', 2],
    ]);
  });
});
