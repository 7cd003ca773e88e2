import { parseVersion } from '@nilecare/migrate';
import { describe, expect, it } from 'vitest';
import { compareSchema, schemaVersion, type HistoryRow } from './schema-version.ts';

const sql = (version: string | null, change: Partial<HistoryRow> = {}): HistoryRow => ({
  version,
  type: 'SQL',
  script: version === null ? 'R__Views.sql' : `V${version}__Change.sql`,
  success: 1,
  ...change,
});

const needed = ['1', '2', '10'].flatMap((text) => parseVersion(text) ?? []);

describe('a schema against the migrations 1, 2 and 10', () => {
  it.each<[string, readonly HistoryRow[], string]>([
    ['everything applied', [sql('1'), sql('2'), sql('10'), sql(null)], 'ready at V10'],
    ['versions written in another way', [sql('1.0'), sql('02'), sql('10')], 'ready at V10'],
    ['no row', [], 'schema is empty, needs V10'],
    ['an older schema', [sql('1'), sql('2')], 'schema at V2, needs V10'],
    ['a newer schema', [sql('1'), sql('2'), sql('10'), sql('11')], 'schema at V11, needs V10'],
    ['a gap', [sql('1'), sql('10')], 'schema at V10, but V2 is not applied'],
    ['a baseline below', [sql('2', { type: 'BASELINE' }), sql('10')], 'ready at V10'],
    ['a baseline script', [sql('10', { type: 'SQL_BASELINE', script: 'B10__State.sql' })], 'ready at V10'],
    ['a failed row', [sql('1'), sql('2'), sql('10', { success: 0 })], 'migration V10__Change.sql failed'],
    [
      'a failed repeatable',
      [sql('1'), sql('2'), sql('10'), sql(null, { success: 0 })],
      'migration R__Views.sql failed',
    ],
    [
      'a repeatable that failed and then succeeded',
      [sql('1'), sql('2'), sql('10'), sql(null, { success: 0 }), sql(null)],
      'ready at V10',
    ],
    [
      'an undo',
      [sql('1'), sql('2'), sql('10'), sql('10', { type: 'DELETE', script: 'U10__Change.sql' })],
      'schema at V2, needs V10',
    ],
    [
      'an undo of Flyway Teams and a redo',
      [sql('1'), sql('2'), sql('10'), sql('10', { type: 'UNDO_SQL', script: 'U10__Change.sql' }), sql('10')],
      'ready at V10',
    ],
    [
      'an undo of everything',
      [sql('1'), sql('1', { type: 'DELETE', script: 'U1__Change.sql' })],
      'schema is empty, needs V10',
    ],
  ])('with %s', (_situation, rows, expected) => {
    const state = compareSchema(schemaVersion(rows), needed);
    expect(state.ready ? `ready at V${state.version}` : state.reason).toBe(expected);
  });
});
