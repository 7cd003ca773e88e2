import { expect, it } from 'vitest';
import { privacyMark } from './privacy-mark.ts';

it.each([
  ['PHI', 'PHI'],
  ['PII: lower case', 'PII'],
  ['never PHI', undefined],
  ['PIIs', undefined],
  ['', undefined],
])('the comment "%s" marks a column as %s', (comment, mark) => {
  expect(privacyMark(comment)).toBe(mark);
});
