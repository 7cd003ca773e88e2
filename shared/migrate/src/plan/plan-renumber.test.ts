import { describe, expect, it } from 'vitest';
import { branchSides, usualPrefixes } from '../../test/branches.ts';
import { compareBranches } from './compare-branches.ts';
import { applyMoves, planRenumber } from './plan-renumber.ts';

const now = new Date('2026-11-25T15:30:00Z');
const stem = (path: string) => path.slice('m/'.length, -'.sql'.length);

describe('planRenumber', () => {
  it.each<[string, string[], string[], string[], string[]]>([
    ['nothing in the way', ['V1__a'], ['V2__b'], ['V3__c'], []],
    ['a pair', ['V1__a'], ['V2__b'], ['V2__c', 'U2__c'], ['V2__c V3__c', 'U2__c U3__c']],
    ['in another folder', [], ['V2__b'], ['sub/V2__c'], ['sub/V2__c sub/V3__c']],
    ['only what is in the way', ['V1__a'], ['V4__b'], ['V3__c', 'V9__d'], ['V3__c V5__c']],
    [
      'what comes behind it as well, the last first',
      ['V1__a'],
      ['V5__b'],
      ['V3__c', 'V6__d', 'U6__d'],
      ['V6__d V7__d', 'U6__d U7__d', 'V3__c V6__c'],
    ],
    ['two of one version', ['V1__a'], [], ['V2__c', 'U2__c', 'V2__b'], ['V2__c V3__c', 'U2__c U3__c']],
    ['one name, two texts', [], ['V2__b = x'], ['V2__b = y'], ['V2__b V3__b']],
    ['in the style of the branch', [], ['V007__b'], ['V7_0__c'], ['V7_0__c V008__c']],
    [
      'timestamps',
      [],
      ['V20261120080000__b'],
      ['V20261119080000__c', 'V20261119090000__d'],
      ['V20261119090000__d V20261125153001__d', 'V20261119080000__c V20261125153000__c'],
    ],
    ['no undo file of the branch', ['V1__a', 'U1__a'], ['V2__b'], ['V1__c'], ['V1__c V3__c']],
    ['changed files stay', ['V1__a = x', 'V2__b'], [], ['V1__a = y'], []],
  ])('%s', (_what, base, branch, here, expected) => {
    const sides = branchSides(base, branch, here);
    const moves = planRenumber(sides, now);
    expect(moves.map(({ from, to }) => `${stem(from)} ${stem(to)}`)).toEqual(expected);
    const after = compareBranches(applyMoves(sides, moves, usualPrefixes), { outOfOrder: false });
    expect(after.filter(({ code }) => code === 'DUPLICATE' || code === 'LOWER')).toEqual([]);
  });
});
