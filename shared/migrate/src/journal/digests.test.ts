import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Statement } from '../model.ts';
import { changedStatements } from './digests.ts';
import { statementDigests, statementHash } from '../source/statement-digests.ts';

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
    expect(changedStatements(digests, statements(...changed))).toMatchObject([{ first: 4001, last: 4004 }]);
  });

  it('of thousands are hashes of pairs, and grow by powers of two', () => {
    const sha = (...parts: readonly (string | Buffer)[]) =>
      parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
    const sizes = [4096, 4097, 8192, 8193].map((count) => [
      count,
      statementDigests(statements(...many.slice(0, count))).split(':')[0],
    ]);
    expect(sizes).toEqual([
      [4096, '1'],
      [4097, '2'],
      [8192, '2'],
      [8193, '4'],
    ]);
    const [, hex = ''] = statementDigests(statements(...many.slice(0, 4099))).split(':');
    const pair = sha(sha('SELECT 0'), sha('SELECT 1')).toString('hex').slice(0, 16);
    const last = sha('SELECT 4098').toString('hex').slice(0, 16);
    expect([hex.length, hex.slice(0, 16), hex.slice(-16)]).toEqual([2050 * 16, pair, last]);
  });

  it('are compared with those of a file that has become twice as long', () => {
    const digests = statementDigests(statements(...many.slice(0, 5000)));
    expect(changedStatements(digests, statements(...many))).toEqual([]);
    const changed = statements(...many.with(2, 'SELECT 0'));
    expect(changedStatements(digests, changed)).toMatchObject([{ first: 3, last: 4 }]);
  });
});
