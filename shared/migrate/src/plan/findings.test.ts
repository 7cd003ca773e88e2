import { describe, expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import { situations } from '../../test/situations/index.ts';
import { ignorePatterns, nameOf, named, statesOf } from '../../test/situations/read.ts';
import { abbreviate, blockingFailure, findings, isIgnoredState, pendingIsFine } from './findings.ts';
import { states } from './states.ts';

const latest = { target: { kind: 'latest' }, outOfOrder: false } as const;
const measured = situations.filter(({ info }) => info);

describe('validate finds what Flyway finds, in its order', () => {
  it.each(named(measured))('%s', (_, situation) => {
    const found = findings(statesOf(situation), { ignore: ignorePatterns(situation) });
    expect(found.map(({ code, info }) => `${code} ${nameOf(info)}`)).toEqual(situation.findings ?? []);
  });
});

describe('migrate refuses where Flyway refuses', () => {
  it.each(named(measured))('%s', (_, situation) => {
    const infos = statesOf(situation);
    const found = findings(infos, { ignore: [...ignorePatterns(situation), pendingIsFine] });
    const failed = blockingFailure(infos, ignorePatterns(situation));
    expect(found.length > 0 ? 'VALIDATE_ERROR' : failed ? 'ERROR' : undefined).toBe(situation.refuses);
  });
});

it('a failed DELETE row, an undo that broke off, is a problem', () => {
  const infos = states([file('V1__a')], rows('SQL V1__a', 'DELETE U1__a failed'), latest);
  expect(findings(infos, { ignore: [] }).map(({ code }) => code)).toEqual(['FAILED_VERSIONED_MIGRATION']);
});

it('UNDO_SQL rows of the paid editions are no problem, and neither is what they undid', () => {
  const infos = states([file('V1__a')], rows('SQL V1__a', 'SQL V2__b', 'UNDO_SQL U2__b'), latest);
  expect(findings(infos, { ignore: [] })).toEqual([]);
});

it('a row without a checksum is no problem', () => {
  const [row] = rows('SQL V1__a');
  const infos = states([file('V1__a')], row ? [{ ...row, checksum: null }] : [], latest);
  expect(findings(infos, { ignore: [] })).toEqual([]);
});

it.each([
  [['SQL V1__a', 'SQL V2__b failed'], undefined],
  [['SQL V1__a', 'SQL V2__b failed', 'SQL V3__c failed'], 'b'],
])('%j: one failed row of the future is passed over, two are not', (written, blocking) => {
  const infos = states([file('V1__a')], rows(...written), latest);
  expect(blockingFailure(infos, [{ category: '*', state: 'future' }])?.row?.description).toBe(blocking);
});

it('a repeatable with the checksum of the text before placeholders is no problem', () => {
  const view = { ...file('R__view'), equivalentChecksum: 4711 };
  expect(findings(states([view], rows('SQL R__view changed'), latest), { ignore: [] })).toEqual([]);
});

it.each([
  ['x'.repeat(200), 'x'.repeat(200)],
  ['x'.repeat(201), `${'x'.repeat(197)}...`],
])('a description of 200 characters stays, a longer one is cut', (description, expected) => {
  expect(abbreviate(description)).toBe(expected);
});

it.each([
  ['Missing', true, { category: '*', state: 'missing' }, true],
  ['Missing', true, { category: 'repeatable', state: 'missing' }, false],
  ['Missing', false, { category: 'repeatable', state: 'missing' }, true],
  ['Pending', true, { category: 'versioned', state: '*' }, true],
  ['Pending', true, { category: '*', state: 'future' }, false],
  ['Failed (Missing)', true, { category: '*', state: 'missing' }, false],
] as const)('%s (versioned: %s) under pattern %o is ignored: %s', (state, isVersioned, pattern, expected) => {
  expect(isIgnoredState(state, isVersioned, [pattern])).toBe(expected);
});
