import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

// What a started process does with its database and with signals is tested once, in auth-service.
it('E1: billing-service ends with exit code 1 and every problem of its environment, without a value or a stack', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/index.js'], {
    cwd: join(import.meta.dirname, '..'),
    env: { NILECARE_ENV_FILES: 'false', NODE_ENV: 'production', DB_PORT: '33o6', DB_PASSWORD: 'changeme' },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(
    /^The environment of billing-service has \d+ problems:\n( {2}[A-Z_]+ .+\n)+Set them .*\n$/,
  );
  expect(stderr).toContain('  DB_HOST is not set.\n');
  expect(stderr).not.toMatch(/33o6|changeme|\bat /);
});
