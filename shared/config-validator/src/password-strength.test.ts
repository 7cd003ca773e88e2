import { randomBytes, randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { looksGenerated, passwordWeaknesses } from './password-strength.ts';

const names = ['auth-service', 'nilecare_auth', 'auth_service'];
const named = 'contains the name of the account, database, service or product';
const short = 'is shorter than 15 characters';

const generated = (length: number) =>
  Array.from(
    { length },
    () => 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789'[randomInt(59)],
  ).join('');

describe('U6: a password', () => {
  it.each(['river-stone-41-lantern', 'correct horse battery', 'naïve-Straße-Über-42'])(
    '%s is good',
    (password) => {
      expect(passwordWeaknesses(password, names)).toEqual([]);
    },
  );

  it.each([
    ['changeme', [short, 'is easy to guess: a common password']],
    ['river-stone-41', [short]],
    ['ChangeMe-ChangeMe-1', ['is easy to guess: a few characters repeated']],
    ['abababababababababab', ['is easy to guess: a few characters repeated']],
    ['qwertyuiop123456789', ['is easy to guess: a common password']],
    ['P@ssw0rd123456789!', ['is easy to guess']],
    ['p4$$w0rd@1!'.repeat(3), ['is easy to guess: a few characters repeated']],
    ['river-AuthService-41', [named]],
    ['x1-nilecare-auth-y2-z3', [named]],
    ['river-stone-NileCare', [named]],
    ['auth_service', [short, named, 'is easy to guess: a name of this system']],
  ])('%s is weak', (password, reasons) => {
    expect(passwordWeaknesses(password, names)).toEqual(reasons);
  });

  it('of 500 characters is judged by its first 72', () => {
    const start = 'river-stone-41-lantern-'.padEnd(72, 'of the old town by the sea and the mill, ');
    expect(passwordWeaknesses(start + 'nilecare_auth'.repeat(30), names)).toEqual([]);
    expect(passwordWeaknesses('a'.repeat(72) + generated(428), names)).toEqual([
      'is easy to guess: one character repeated',
    ]);
  });

  it('that was generated passes whatever comes out', () => {
    for (let round = 0; round < 200; round++) expect(passwordWeaknesses(generated(24), names)).toEqual([]);
    expect(passwordWeaknesses(randomBytes(24).toString('base64'), names)).toEqual([]);
    expect(passwordWeaknesses(randomBytes(32).toString('hex'), names)).toEqual([]);
  });
});

describe('a text looks generated', () => {
  it.each([
    ['kX29fjQpl0sLqMz82hQ1aabb', true],
    ['kX29fjQpl0sLqMz', false],
    ['a1B2'.repeat(6), false],
    ['correct-horse-battery-staple', false],
    ['Auth-Service-2024-01-01-Production', false],
    ['Tr0ub4dor&3Tr0ub4dor&3', false],
    ['p4$$w0rd@1! '.repeat(6), false],
  ])('%s: %s', (text, expected) => {
    expect(looksGenerated(text)).toBe(expected);
  });
});
