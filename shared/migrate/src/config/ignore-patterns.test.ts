import { expect, it } from 'vitest';
import { parseIgnorePattern } from './ignore-patterns.ts';

it.each([
  ['*:future', { category: '*', state: 'future' }],
  [' Repeatable : Missing ', { category: 'repeatable', state: 'missing' }],
  ['versioned:*', { category: 'versioned', state: '*' }],
])('reads %s', (text, expected) => {
  expect(parseIgnorePattern(text)).toEqual(expected);
});

it.each([
  ['missing', 'must be written <type>:<state>, as in *:missing'],
  ['a:b:c', 'must be written <type>:<state>, as in *:missing'],
  ['undo:missing', 'must start with one of versioned, repeatable, *'],
  ['*:failed', 'must end with one of missing, pending, ignored, future, *'],
])('says what is wrong with %s', (text, expected) => {
  expect(parseIgnorePattern(text)).toBe(expected);
});
