import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { paymentGatewayService } from './app.ts';
import { validateEnvironmentOrThrow } from './utils/env-validator.ts';

it('payment-gateway-service compares its schema with its own migrations', () => {
  const configuration = validateEnvironmentOrThrow({
    NODE_ENV: 'test',
    DB_HOST: 'localhost',
    DB_PORT: '3306',
    DB_NAME: 'nilecare_payment',
    DB_USER: 'payment_service',
    DB_PASSWORD: 'river-stone-41-lantern',
  });
  const { name, migrationsDirectory } = paymentGatewayService(configuration);
  expect(name).toBe('payment-gateway-service');
  expect(readdirSync(migrationsDirectory)).toContain('V1__Initial_payment_schema.sql');
});
