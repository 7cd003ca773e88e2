import { expect, it } from 'vitest';
import { overSnapshot } from './over-snapshot.ts';

it.each([
  ['mysql', '9.7.4', false],
  ['mariadb', '10.6.17', false],
  ['mariadb', '10.6.18', true],
  ['mariadb', '10.11.7', false],
  ['mariadb', '10.11.19', true],
  ['mariadb', '11.3.2', false],
  ['mariadb', '11.4.2', true],
  ['mariadb', '11.8.2', true],
  ['mariadb', '12.0.1', true],
] as const)(
  'changes row 0 over a snapshot where the server knows the setting: %s %s, %s',
  (kind, version, expected) => {
    expect(overSnapshot({ kind, version }, 'UPDATE t').startsWith('SET STATEMENT')).toBe(expected);
  },
);
