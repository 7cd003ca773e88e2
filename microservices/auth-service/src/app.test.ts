import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { authService } from './app.ts';
import { validateEnvironmentOrThrow } from './utils/env-validator.ts';

it('auth-service compares its schema with its own migrations', () => {
  const configuration = validateEnvironmentOrThrow({
    NODE_ENV: 'test',
    DB_HOST: 'localhost',
    DB_PORT: '3306',
    DB_NAME: 'nilecare_auth',
    DB_USER: 'auth_service',
    DB_PASSWORD: 'river-stone-41-lantern',
  });
  const { name, migrationsDirectory } = authService(configuration);
  expect(name).toBe('auth-service');
  expect(readdirSync(migrationsDirectory)).toContain('V1__Initial_auth_schema.sql');
});
