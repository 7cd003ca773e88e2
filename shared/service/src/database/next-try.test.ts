import { describe, expect, it } from 'vitest';
import { nextTry, type FailedTry } from './next-try.ts';

const first: FailedTry = {
  number: 1,
  failure: { code: 'ECONNREFUSED' },
  elapsed: 0,
  deadline: 60_000,
  random: 0,
};
const delays = (random: number) =>
  [1, 2, 3, 4, 5, 6, 100].map((number) => {
    const next = nextTry({ ...first, number, random });
    return next.kind === 'again' ? next.delay : next.kind;
  });

describe('after a failed try the next one', () => {
  it('comes after a time that doubles up to 5 s', () => {
    expect(delays(0)).toEqual([500, 1000, 2000, 4000, 5000, 5000, 5000]);
  });

  it('comes up to half that time earlier', () => {
    expect(delays(0.5)).toEqual([375, 750, 1500, 3000, 3750, 3750, 3750]);
  });

  it('comes at the deadline when that is nearer, and not behind it', () => {
    expect(nextTry({ ...first, number: 9, elapsed: 58_000 })).toMatchObject({ delay: 2000 });
    expect(nextTry({ ...first, number: 10, elapsed: 60_000 })).toEqual({ kind: 'give up' });
  });

  it.each([1040, 1203, 1226, 1129])('comes as long as there is time after error %d', (errno) => {
    expect(nextTry({ ...first, number: 50, failure: { errno } })).toMatchObject({ refused: false });
  });

  it.each<FailedTry['failure']>([
    { errno: 1045 },
    { errno: 1044 },
    { errno: 1049 },
    { errno: 3159 },
    { code: 'HANDSHAKE_SSL_ERROR' },
    { code: 'HANDSHAKE_NO_SSL_SUPPORT' },
  ])('comes twice after the refusal %j', (failure) => {
    const kinds = [1, 2, 3].map((number) => nextTry({ ...first, number, failure }).kind);
    expect(kinds).toEqual(['again', 'again', 'give up']);
  });
});
