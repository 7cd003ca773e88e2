import { expect, it } from 'vitest';
import { flywayLockName } from './lock.ts';

/** Seen as `SELECT GET_LOCK('Flyway-…', 10)` in the general logs of MariaDB and MySQL while Flyway 11.8.2 migrated. */
it.each([
  ['nilecare_auth', 'schema_version', 'Flyway--1487726058'],
  ['nilecare_auth', 'flyway_schema_history2', 'Flyway-1976132567'],
  ['Shöp', 'schema_version', 'Flyway-319003875'],
  ['a-b', 'schema_version', 'Flyway--1616691478'],
])('the lock of %s.%s is %s, as in Flyway', (schema, table, expected) => {
  expect(flywayLockName({ schema, table })).toBe(expected);
});
