import { describe, expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import { situations } from '../../test/situations/index.ts';
import { nameOf, named, stateOptions, statesOf } from '../../test/situations/read.ts';
import { RefusedError } from '../errors.ts';
import type { MigrationInfo } from '../model.ts';
import { categoryOf, typeOf } from '../report/info-table.ts';
import { currentVersion, states } from './states.ts';

const latest = { target: { kind: 'latest' }, outOfOrder: false } as const;

describe('states are those that Flyway shows', () => {
  it.each(named(situations.filter(({ info }) => info)))('%s', (_, situation) => {
    expect(statesOf(situation).map(line)).toEqual(situation.info);
  });
});

it.each(named(situations.filter(({ fails }) => fails !== undefined)))(
  '%s fails as Flyway does',
  (_, situation) => {
    const { files, fails = '' } = situation;
    const compute = () => states(files.map(file), rows(...(situation.rows ?? [])), stateOptions(situation));
    expect(compute).toThrow(RefusedError);
    expect(compute).toThrow(fails);
  },
);

it('a history that deletes one version twice is refused, with what to do', () => {
  const corrupted = rows('SQL V1__a', 'DELETE V1__a', 'DELETE V1__a');
  expect(() => states([file('V1__a')], corrupted, latest)).toThrow(
    expect.objectContaining({
      code: 'DUPLICATE_DELETED_MIGRATION',
      message: expect.stringMatching(
        /^Corrupted schema history: multiple delete entries for version 1\. Remove one/,
      ) as string,
    }),
  );
});

it('a failed DELETE row is an undo that broke off, which real Flyway would pass over', () => {
  const infos = states([file('V1__a'), file('U1__a')], rows('SQL V1__a', 'DELETE U1__a failed'), latest);
  expect(infos.map(line)).toEqual(['Versioned 1 a SQL: Success', '1 a DELETE: Failed']);
});

it('an UNDO_SQL row, on which free Flyway crashes, makes the version Undone and its file pending', () => {
  const infos = states(
    [file('V1__a'), file('V2__b'), file('U2__b')],
    rows('SQL V1__a', 'SQL V2__b', 'UNDO_SQL U2__b'),
    latest,
  );
  expect(infos.map(line)).toEqual([
    'Versioned 1 a SQL: Success',
    'Versioned 2 b SQL: Undone',
    'Undo 2 b UNDO_SQL: Success',
    'Versioned 2 b SQL: Pending',
  ]);
  expect(currentVersion(infos)?.text).toBe('1');
});

it('an Undo file is found for its version, applied or pending, however it is written', () => {
  const infos = states(
    [file('V1__a'), file('V2__b'), file('U1.0__a'), file('U2__b'), file('U3__c')],
    rows('SQL V1__a'),
    latest,
  );
  expect(infos.map(({ undo }) => undo?.script)).toEqual(['U1.0__a.sql', 'U2__b.sql']);
});

it('a repeatable whose row has the checksum of the text before placeholders is up to date', () => {
  const view = { ...file('R__view'), equivalentChecksum: 4711 };
  expect(states([view], rows('SQL R__view changed'), latest).map(line)).toEqual([
    'Repeatable view SQL: Success',
  ]);
});

describe('the current version', () => {
  it.each([
    ['nothing applied', [], undefined],
    ['only repeatables', ['SQL R__view'], undefined],
    ['the highest, not the last', ['SQL V1__a', 'SQL V3__c', 'SQL V2__b'], '3'],
    ['a failed one counts', ['SQL V1__a', 'SQL V2__b failed'], '2'],
    ['a deleted one does not', ['SQL V1__a', 'SQL V2__b', 'DELETE V2__b'], '1'],
    ['an undone one that was applied again does', ['SQL V1__a', 'DELETE V1__a', 'SQL V1__a'], '1'],
    ['everything undone', ['SQL V1__a', 'DELETE V1__a'], undefined],
    ['a baseline', ['SCHEMA', 'BASELINE 7'], '7'],
    ['a Baseline file', ['SQL_BASELINE B5__state'], '5'],
  ] as const)('%s', (_, texts, expected) => {
    expect(currentVersion(states([], rows(...texts), latest))?.text).toBe(expected);
  });
});

function line(info: MigrationInfo): string {
  return `${[categoryOf(info), nameOf(info), typeOf(info)].filter((part) => part !== '').join(' ')}: ${info.state}`;
}
