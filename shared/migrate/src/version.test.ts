import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './errors.ts';
import { compareVersions, parseVersion, requireVersion, versionKey, type Version } from './version.ts';

describe('a version is read', () => {
  it.each([
    ['1', '1', [1n]],
    ['1.2.3', '1.2.3', [1n, 2n, 3n]],
    ['01_02', '01.02', [1n, 2n]],
    ['1.0', '1.0', [1n]],
    ['0', '0', [0n]],
    ['0.0', '0.0', [0n]],
    ['20261123235959.1', '20261123235959.1', [20261123235959n, 1n]],
    ['99999999999999999999', '99999999999999999999', [99999999999999999999n]],
    ['-1.2', '-1.2', [-1n, 2n]],
    ['+3', '+3', [3n]],
  ])('%s', (text, dotted, parts) => {
    expect(parseVersion(text)).toEqual({ text: dotted, raw: text, parts });
  });
});

it.each(['', ' ', 'x', '1.', '.1', '1..2', '1a', '--1', '1.-2', '1.2-beta', '1 ', '१'])(
  '"%s" is not a version',
  (text) => {
    expect(parseVersion(text)).toBeUndefined();
  },
);

it.each([
  ['1', '1.0', 0],
  ['1', '01', 0],
  ['1.0.0', '1_0', 0],
  ['1.9', '1.10', -1],
  ['2', '1.99', 1],
  ['1', '1.0.1', -1],
  ['10', '9', 1],
  ['-2', '-1.5', -1],
  ['-0', '+0', 0],
  ['0', '0.0', 0],
  ['99999999999999999999', '99999999999999999998', 1],
])('%s against %s compares as %i', (a, b, expected) => {
  expect(compareVersions(version(a), version(b))).toBe(expected);
  expect(compareVersions(version(b), version(a))).toBe(expected === 0 ? 0 : -expected);
  expect(versionKey(version(a)) === versionKey(version(b))).toBe(expected === 0);
});

it('a setting that is not a version is named in the error', () => {
  expect(requireVersion('1.2', 'flyway.baselineVersion').text).toBe('1.2');
  expect(() => requireVersion('one', 'flyway.baselineVersion')).toThrow(ConfigurationError);
  expect(() => requireVersion('one', 'flyway.baselineVersion')).toThrow('flyway.baselineVersion: "one"');
});

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (!parsed) throw new Error(`"${text}" is not a version`);
  return parsed;
}
