import { expect, it } from 'vitest';
import { databasePatternCovers } from './pattern-covers.ts';

/** Each as MySQL 9.7.4 and MariaDB 10.11.19 decide for an administrator with the first pattern WITH GRANT OPTION. */
it.each([
  ['nc\\_%', 'nc\\_auth', true],
  ['nc\\_%', 'nc\\_%', true],
  ['nc\\_%', 'nc_auth', false],
  ['nc_%', 'nc_auth', true],
  ['nc_%', 'nc\\_auth', true],
  ['%', 'nc_auth', true],
  ['nc_auth', 'nc%', false],
  ['nc\\_auth', 'nc\\_aut', false],
  ['a%b%', 'axxbxx', true],
])('%s covers %s: %s', (outer, inner, covers) => {
  expect(databasePatternCovers(outer, inner, 'wildcards')).toBe(covers);
});

it('with partial_revokes only the same name will do', () => {
  expect(databasePatternCovers('nc%', 'nc_auth', 'literal')).toBe(false);
  expect(databasePatternCovers('nc_auth', 'nc_auth', 'literal')).toBe(true);
});
