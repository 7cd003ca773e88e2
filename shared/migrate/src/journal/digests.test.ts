import { describe, expect, it } from 'vitest';
import type { Statement } from '../model.ts';
import { changedStatements, statementDigests, statementHash } from './digests.ts';

function statements(...texts: readonly string[]): readonly Statement[] {
  return texts.map((text, index) => ({ number: index + 1, line: index + 1, column: 1, text, kind: 'dml' }));
}

const many = Array.from({ length: 10_000 }, (_, index) => `SELECT ${index}`);

describe('digests of statements', () => {
  it('are the beginnings of their hashes', () => {
    const [one] = statements('SELECT 1');
    // As `printf 'SELECT 1' | sha256sum` says.
    expect(one && statementHash(one)).toBe(
      'e004ebd5b5532a4b85984a62f8ad48a81aa3460c1ca07701f386135d72cdecf5',
    );
    expect(statementDigests(statements('SELECT 1'))).toBe('1:e004ebd5b5532a4b');
    expect(statementDigests([])).toBe('1:');
  });

  it('tell which statements were changed or taken out, and nothing of those added', () => {
    const digests = statementDigests(statements('a', 'b', 'c'));
    const numbers = (...texts: string[]) =>
      changedStatements(digests, statements(...texts)).map(({ first }) => first);
    expect(numbers('a', 'b', 'c')).toEqual([]);
    expect(numbers('a', 'b', 'c', 'd')).toEqual([]);
    expect(numbers('a', 'x', 'c')).toEqual([2]);
    expect(numbers('a')).toEqual([2, 3]);
  });

  it('of thousands are not longer, and name the neighbours', () => {
    const digests = statementDigests(statements(...many));
    expect(digests.length).toBeLessThan(65_600);
    expect(changedStatements(digests, statements(...many))).toEqual([]);
    const changed = many.with(4000, 'SELECT 0');
    expect(changedStatements(digests, statements(...changed))).toMatchObject([{ first: 4000, last: 4002 }]);
  });
});
