import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { billingService } from './app.ts';
import { validateEnvironmentOrThrow } from './utils/env-validator.ts';

it('billing-service compares its schema with its own migrations', () => {
  const configuration = validateEnvironmentOrThrow({
    NODE_ENV: 'test',
    DB_HOST: 'localhost',
    DB_PORT: '3306',
    DB_NAME: 'nilecare_billing',
    DB_USER: 'billing_service',
    DB_PASSWORD: 'river-stone-41-lantern',
  });
  const { name, migrationsDirectory } = billingService(configuration);
  expect(name).toBe('billing-service');
  expect(readdirSync(migrationsDirectory)).toContain('V1__Initial_billing_schema.sql');
});
