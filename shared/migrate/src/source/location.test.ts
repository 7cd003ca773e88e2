import { expect, test } from 'vitest';
import { parseLocation } from './location.ts';

test.each([
  ['/db/sql', '/db/sql', '/db/sql/V1__a.sql', 'V1__a.sql'],
  ['/db/sql', '/db/sql', '/db/sql/deep/er/V1__a.sql', 'deep/er/V1__a.sql'],
  ['/', '/', '/V1__a.sql', 'V1__a.sql'],
  ['/db/*/sql', '/db', '/db/one/sql/V1__a.sql', 'V1__a.sql'],
  ['/db/*/sql', '/db', '/db/one/sql/deep/V1__a.sql', 'deep/V1__a.sql'],
  ['/db/*/sql', '/db', '/db/one/two/sql/V1__a.sql', undefined],
  ['/db/**/sql', '/db', '/db/one/two/sql/V1__a.sql', 'V1__a.sql'],
  ['/db/**/sql', '/db', '/db/sql/V1__a.sql', 'V1__a.sql'],
  ['/db/rel?', '/db', '/db/rel1/V1__a.sql', 'V1__a.sql'],
  ['/db/rel?', '/db', '/db/rel10/V1__a.sql', undefined],
  ['/db/*/V*.sql', '/db', '/db/one/V1__a.sql', 'one/V1__a.sql'],
  ['/db/*/V*.sql', '/db', '/db/one/R__a.sql', undefined],
  ['/db/(x)+*/sql', '/db', '/db/(x)+1/sql/V1__a.sql', 'V1__a.sql'],
])('location %s reads %s and calls %s %j', (location, root, file, script) => {
  const place = parseLocation(location);
  expect(place.root).toBe(root);
  expect(place.scriptOf(file)).toBe(script);
});
