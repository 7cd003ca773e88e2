import { describe, expect, it } from 'vitest';
import { inspectBinary, isSupported, parseVersion } from './inspect.ts';

describe('parseVersion', () => {
  it.each([
    [
      'mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)',
      'mariadb',
      '10.11.19',
    ],
    ['/usr/sbin/mysqld  Ver 10.6.18-MariaDB-0ubuntu0.22.04.1 for debian-linux-gnu', 'mariadb', '10.6.18'],
    ['/usr/sbin/mysqld  Ver 8.0.36-0ubuntu0.22.04.1 for Linux on x86_64 ((Ubuntu))', 'mysql', '8.0.36'],
    ['mysqld  Ver 9.7.4 for Linux on x86_64 (Debian)', 'mysql', '9.7.4'],
  ])('reads %j', (text, kind, version) => {
    expect(parseVersion(text)).toEqual({ kind, version });
  });

  it('knows what is no server', () => {
    expect(parseVersion('v20.20.2')).toBeUndefined();
  });
});

describe('isSupported', () => {
  it.each([
    ['mysql', '5.7.44', false],
    ['mysql', '8.0.36', true],
    ['mysql', '9.7.4', true],
    ['mariadb', '10.3.39', false],
    ['mariadb', '10.6.0', true],
    ['mariadb', '11.4.5', true],
  ] as const)('%s %s: %s', (kind, version, expected) => {
    expect(isSupported(kind, version)).toBe(expected);
  });
});

describe('inspectBinary', () => {
  it('refuses a program that is no server', async () => {
    expect(await inspectBinary({ program: process.execPath })).toBeUndefined();
  });
});
