import path from 'node:path';
import { expect, it } from 'vitest';
import { resolveLocation } from './locations.ts';

it.each([
  ['filesystem:migrations', path.posix, '/srv/shop', '/srv/shop/migrations'],
  ['filesystem:../db/*/sql', path.posix, '/srv/shop', '/srv/db/*/sql'],
  ['filesystem:/abs', path.posix, '/srv/shop', '/abs'],
  ['filesystem:', path.posix, '/srv/shop', '/srv/shop'],
  ['filesystem:db\\sql', path.win32, 'C:\\shop', 'C:\\shop\\db\\sql'],
  ['filesystem:D:\\sql', path.win32, 'C:\\shop', 'D:\\sql'],
])('%s is an absolute folder', (location, paths, base, folder) => {
  expect(resolveLocation(location, base, paths)).toEqual({ folder });
});

it.each([
  [
    'classpath:db/migration',
    '"classpath:db/migration" is in Java\'s class path, which only Flyway reads; write filesystem:db/migration',
  ],
  ['migrations', '"migrations" has no prefix; write filesystem:migrations'],
  [
    's3:bucket/sql',
    '"s3:bucket/sql" is not in the file system, which is all that is read; write filesystem:bucket/sql',
  ],
])('%s is refused', (location, problem) => {
  expect(resolveLocation(location, '/srv', path.posix)).toEqual({ problem });
});
