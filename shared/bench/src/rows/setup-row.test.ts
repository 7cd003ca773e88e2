import { expect, test } from 'vitest';
import { migrationSeconds } from './setup-row.ts';

test('the seconds of all services are added up', () => {
  const output = `
│ service                 │ database         │ version │ tables │ seconds │
├─────────────────────────┼──────────────────┼─────────┼────────┼─────────┤
│ auth-service            │ nilecare_auth    │ 1       │ 7      │ 0.4     │
│ billing-service         │ nilecare_billing │ 1       │ 9      │ 0.55    │`;
  expect(migrationSeconds(output)).toBeCloseTo(0.95);
});

test('a set-up that ends without the table is no measurement', () => {
  expect(() => migrationSeconds('setup: something else')).toThrow(/no table of services/);
});
