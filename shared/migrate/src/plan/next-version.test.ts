import { expect, it } from 'vitest';
import { nextVersion, type VersionStyle } from './next-version.ts';

const now = new Date('2026-11-25T15:30:00.500Z');

it.each<[readonly string[], VersionStyle, string]>([
  [[], 'like-existing', '1'],
  [['1', '2', '10', '9'], 'like-existing', '11'],
  [['007', '6'], 'like-existing', '008'],
  [['099'], 'like-existing', '100'],
  [['1_1', '1_9'], 'like-existing', '1_10'],
  [['1.2', '1_2'], 'like-existing', '1_3'],
  [['1.0.1', '2.0'], 'like-existing', '2.1'],
  [['01_02', '1.3.0'], 'like-existing', '1.3.1'],
  [['1', '20261124090000'], 'like-existing', '20261125153000'],
  [['202611240900'], 'like-existing', '202611251530'],
  [['20261125153000'], 'like-existing', '20261125153001'],
  [['20991231235959'], 'like-existing', '20991231235960'],
  [['20261399999999'], 'like-existing', '20261400000000'],
  [['20261124090000'], 'next', '20261124090001'],
  [['12'], 'timestamp', '20261125153000'],
  [[], 'timestamp', '20261125153000'],
  [['99999999999999'], 'timestamp', '100000000000000'],
])('after %j comes, with %s, %s', (existing, style, expected) => {
  expect(nextVersion(existing, style, now)).toBe(expected);
});
