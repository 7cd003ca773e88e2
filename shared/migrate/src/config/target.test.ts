import { expect, it } from 'vitest';
import { parseTarget } from './target.ts';

it.each([
  ['latest', { kind: 'latest' }],
  ['Current', { kind: 'current' }],
  ['next', { kind: 'next' }],
  ['5', { kind: 'version', version: { text: '5', raw: '5', parts: [5n] }, failOnMissing: true }],
  ['5_1?', { kind: 'version', version: { text: '5.1', raw: '5_1', parts: [5n, 1n] }, failOnMissing: false }],
])('reads %s', (text, expected) => {
  expect(parseTarget(text)).toEqual(expected);
});

it.each(['', '?', 'abc', 'latest?', '5??', '--1', '1.'])('refuses "%s"', (text) => {
  expect(parseTarget(text)).toBeUndefined();
});
