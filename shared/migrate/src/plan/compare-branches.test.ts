import { describe, expect, it } from 'vitest';
import { branchSides } from '../../test/branches.ts';
import { compareBranches } from './compare-branches.ts';

const stem = (path: string) => path.slice('m/'.length, -'.sql'.length);

/** `code file`, with the other file behind it and the objects that both touch. */
function found(base: string[], branch: string[], here: string[], outOfOrder = false): string[] {
  return compareBranches(branchSides(base, branch, here), { outOfOrder }).map((finding) =>
    [
      ...(finding.severity === 'warning' ? ['(warning)'] : []),
      finding.code,
      stem(finding.file.path),
      ...('other' in finding ? [stem(finding.other.path)] : []),
      ...('objects' in finding ? [...finding.objects, `${finding.first} first`] : []),
    ].join(' '),
  );
}

describe('compareBranches', () => {
  it.each<[string, string[], string[], string[], string[]]>([
    ['nothing new', ['V1__a'], [], [], []],
    ['new here, behind the branch', ['V1__a'], ['V2__b'], ['V3__c'], []],
    ['one version, two files', ['V1__a'], ['V2__b'], ['V2__c'], ['DUPLICATE V2__c V2__b']],
    ['1 = 1.0', [], ['V1__b'], ['V1.0__b'], ['DUPLICATE V1.0__b V1__b']],
    ['one name, two texts', [], ['V2__b = SELECT 1'], ['V2__b = SELECT 2'], ['DUPLICATE V2__b V2__b']],
    ['one name, one text', [], ['V2__b'], ['V2__b'], []],
    ['one text in two folders', [], ['V2__b = x'], ['sub/V2__b = x'], ['DUPLICATE sub/V2__b V2__b']],
    ['a version of the common files', ['V1__a'], [], ['V1__b'], ['DUPLICATE V1__b V1__a']],
    ['twice here', ['V1__a'], [], ['V2__b', 'V2__c'], ['DUPLICATE V2__c V2__b']],
    ['a B and a V file of one version', ['V2__a'], [], ['B2__state'], []],
    ['two B files of one version', [], ['B2__a'], ['B2__b'], ['DUPLICATE B2__b B2__a']],
    ['one description of repeatables', [], ['R__v = x'], ['sub/R__v = x'], ['DUPLICATE sub/R__v R__v']],
    ['lower than the branch', ['V1__a'], ['V5__b'], ['V3__c'], ['LOWER V3__c V5__b']],
    ['lower than the common files', ['V1__a', 'V9__b'], [], ['V2__c'], ['LOWER V2__c V9__b']],
    ['changed', ['V1__a = x', 'V2__b'], [], ['V1__a = y'], ['CHANGED V1__a V1__a']],
    ['changed on both sides', ['V1__a = x'], ['V1__a = z'], ['V1__a = y'], ['CHANGED V1__a V1__a']],
    ['changed in its line ends only', ['V1__a = x\ny'], [], ['V1__a = x\r\ny'], []],
    ['changed on the branch only', ['V1__a = x'], ['V1__a = y'], [], []],
    ['changed in the same way', ['V1__a = x'], ['V1__a = y'], ['V1__a = y'], []],
    ['deleted', ['V1__a', 'V2__b'], [], ['-V1__a'], ['DELETED V1__a']],
    ['deleted on the branch', ['V1__a'], ['-V1__a'], [], []],
    ['moved to a folder', ['V1__a = x'], [], ['-V1__a', 'sub/V1__a = x'], []],
    ['renamed', ['V1__a = x'], [], ['-V1__a', 'V1__b = x'], ['CHANGED V1__b V1__a']],
    ['renumbered', ['V1__a = x'], [], ['-V1__a', 'V2__a = x'], ['DELETED V1__a']],
    ['a changed U or R file', ['V1__a', 'U1__a = x', 'R__v = x'], [], ['U1__a = y', 'R__v = y'], []],
    ['U without V', ['V1__a'], [], ['U2__b'], ['(warning) UNDO_WITHOUT_VERSIONED U2__b']],
    ['U for a V of the branch', ['V1__a'], [], ['U1__a'], []],
    ['V without U among such', ['V1__a', 'U1__a'], [], ['V2__b'], ['(warning) VERSIONED_WITHOUT_UNDO V2__b']],
    ['V without U where there is none', ['V1__a'], [], ['V2__b'], []],
    ['two U files of one V', ['V1__a', 'U1__a'], [], ['U1__b'], ['DUPLICATE U1__b U1__a']],
    ['a pair in the way of a pair', [], ['V1__a', 'U1__a'], ['V1__b', 'U1__b'], ['DUPLICATE V1__b V1__a']],
  ])('%s', (_what, base, branch, here, expected) => {
    expect(found(base, branch, here)).toEqual(expected);
  });

  it('only warns of lower versions where they run out of order', () => {
    expect(found(['V1__a'], ['V5__b'], ['V3__c'], true)).toEqual(['(warning) LOWER V3__c V5__b']);
  });

  it.each<[string, string[], string[], string[]]>([
    [
      'new files of both sides that touch one table',
      ['V2__b = ALTER TABLE a ADD x INT; DROP TABLE c'],
      ['V3__d = INSERT INTO c VALUES (1); UPDATE A SET x = 1'],
      ['(warning) SAME_OBJECTS V3__d V2__b c a branch first'],
    ],
    [
      'a new version and a changed repeatable',
      ['R__v = CREATE VIEW v AS SELECT 2'],
      ['V3__d = DROP VIEW v'],
      ['(warning) SAME_OBJECTS V3__d R__v v here first'],
    ],
    ['undo files do not count', ['V2__b', 'U2__b = DROP TABLE c'], ['V3__d', 'U3__d = DROP TABLE c'], []],
    ['one file on both sides does not either', ['V2__b = x'], ['V2__b = x', 'V3__c'], []],
  ])('%s', (_what, branch, here, expected) => {
    expect(found(['V1__a', 'R__v = CREATE VIEW v AS SELECT 1'], branch, here)).toEqual(expected);
  });
});
