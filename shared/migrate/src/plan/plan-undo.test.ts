import { describe, expect, it } from 'vitest';
import { file, fileChecksum, rows, target } from '../../test/builders.ts';
import { UndoError } from '../errors.ts';
import type { Script } from '../model.ts';
import { parseVersion } from '../version.ts';
import { planUndo, undoableMigrations } from './plan-undo.ts';
import { states } from './states.ts';

const all = ['V1__a', 'V2__b', 'V3__c', 'V4__d', 'U1__a', 'U2__b', 'U3__c', 'U4__d'];
const applied3 = ['SQL V1__a', 'SQL V2__b', 'SQL V3__c'];

describe('what undo takes back, in order', () => {
  it.each([
    ['the newest version alone', all, applied3, 'latest', ['U3__c']],
    ['with a target, all from it on', all, applied3, '2', ['U3__c', 'U2__b']],
    ['with the newest as target, that one', all, applied3, '3', ['U3__c']],
    ['with a target below all, everything', all, applied3, '0.5', ['U3__c', 'U2__b', 'U1__a']],
    ['with a target between two versions', all, applied3, '1.5', ['U3__c', 'U2__b']],
    ['with a target above all, nothing', all, applied3, '9', []],
    ['nothing when nothing is applied', all, [], 'latest', []],
    ['nothing when everything was undone', all, ['SQL V1__a', 'DELETE U1__a'], 'latest', []],
    ['not what was undone before', all, [...applied3, 'DELETE U3__c'], 'latest', ['U2__b']],
    [
      'what was undone and applied again',
      all,
      [...applied3, 'DELETE U3__c', 'SQL V3__c'],
      '2',
      ['U3__c', 'U2__b'],
    ],
    [
      'the last applied first, when applied out of order',
      all,
      ['SQL V1__a', 'SQL V3__c', 'SQL V2__b'],
      '1',
      ['U2__b', 'U3__c', 'U1__a'],
    ],
    ['repeatables are passed over', [...all, 'R__view'], [...applied3, 'SQL R__view'], 'latest', ['U3__c']],
    ['a baseline row ends it', all, ['BASELINE 1', 'SQL V2__b', 'SQL V3__c'], '1', ['U3__c', 'U2__b']],
    ['nothing below a baseline row', all, ['SQL V1__a', 'BASELINE 2'], '1', []],
    [
      'an applied Baseline file ends it',
      [...all, 'B2__s'],
      ['SQL_BASELINE B2__s', 'SQL V3__c'],
      '1',
      ['U3__c'],
    ],
    ['a SCHEMA row is no migration', all, ['SCHEMA', 'SQL V1__a'], '0.1', ['U1__a']],
    ['a version whose own file is gone', ['U1__a'], ['SQL V1__a'], 'latest', ['U1__a']],
    [
      'a row undone by a paid edition is passed over',
      all,
      [...applied3, 'UNDO_SQL U3__c'],
      'latest',
      ['U2__b'],
    ],
  ])('%s', (_, files, texts, to, expected) => {
    const infos = statesOf(files, texts);
    expect(undoableMigrations(infos, target(to)).map(({ undo }) => undo.script)).toEqual(
      expected.map((stem) => `${stem}.sql`),
    );
  });
});

it('every version without an Undo file is listed, before anything is touched', () => {
  const infos = statesOf(['V1__a', 'V2__b', 'V3__c', 'U2__b'], applied3);
  expect(() => undoableMigrations(infos, target('1'))).toThrow(UndoError);
  expect(() => undoableMigrations(infos, target('1'))).toThrow(
    expect.objectContaining({
      withoutUndo: [
        expect.objectContaining({ script: 'V3__c.sql' }),
        expect.objectContaining({ script: 'V1__a.sql' }),
      ],
    }),
  );
});

it('a missing Undo file outside the asked range does not matter', () => {
  const infos = statesOf(['V1__a', 'V2__b', 'V3__c', 'U3__c'], applied3);
  expect(undoableMigrations(infos, target('3')).map(({ undo }) => undo.script)).toEqual(['U3__c.sql']);
});

it('a step undoes one row and records it by a DELETE row with the version as it was applied', () => {
  const infos = statesOf(['V1__a', 'U1__take_back'], ['SQL V1.0__a']);
  const undoables = undoableMigrations(infos, target('latest'));
  const script: Script = {
    migration: file('U1__take_back'),
    statements: [{ number: 1, line: 1, column: 1, text: 'DROP TABLE a', kind: 'ddl' }],
  };
  expect(planUndo(undoables, [script]).steps).toEqual([
    {
      kind: 'undo',
      script,
      undoes: rows('SQL V1.0__a')[0],
      row: {
        version: parseVersion('1.0'),
        description: 'take back',
        type: 'DELETE',
        script: 'U1__take_back.sql',
        checksum: fileChecksum,
      },
    },
  ]);
});

function statesOf(files: readonly string[], texts: readonly string[]) {
  return states(files.map(file), rows(...texts), { target: { kind: 'latest' }, outOfOrder: false });
}
