import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseEnv } from 'node:util';
import { readCredentials, stopServer } from '@nilecare/dev-database';
import { testServers } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compiledCommand,
  copyRepository,
  nodeCommand,
  removeCopy,
  runProgram,
  runSetup,
} from './test/clone.ts';

async function readEnv(folder: string, service: string) {
  return parseEnv(await readFile(path.join(folder, 'microservices', service, '.env'), 'utf8'));
}

describe.each(testServers().map(({ kind }) => kind))('the set-up with %s', { timeout: 120_000 }, (kind) => {
  let folder = '';
  const printed: string[] = [];

  beforeAll(async () => {
    folder = await copyRepository();
  });

  afterAll(async () => {
    await stopServer(folder);
    await removeCopy(folder);
  });

  it('completes what a killed run left behind', async () => {
    await runSetup(folder, ['--server', kind], {
      onStart: (child) => void delay(1000).then(() => child.kill('SIGKILL')),
    });

    const command = nodeCommand(folder);
    const { code, output } = await runSetup(folder, ['--server', kind], { command });
    printed.push(output);

    expect(code, output).toBe(0);
    expect(output).toMatch(/auth-service +│ nilecare_auth +│ auth_service +│ 1 +│ 7 /);
    expect(output).toMatch(/billing-service +│ nilecare_billing +│ billing_service +│ 1 +│ 9 /);
    expect(output).toMatch(/payment-gateway-service +│ nilecare_payment +│ payment_service +│ 1 +│ 10 /);
  });

  it('changes nothing when it runs again', async () => {
    const before = await readFile(path.join(folder, 'microservices', 'auth-service', '.env'), 'utf8');

    const { code, output } = await runSetup(folder, []);
    printed.push(output);

    expect(code, output).toBe(0);
    expect(output).not.toContain('Created');
    expect(output).toContain('Migrated auth-service: up to date');
    expect(await readFile(path.join(folder, 'microservices', 'auth-service', '.env'), 'utf8')).toBe(before);
  });

  it('leaves a .env that its owner alone can read, with an account that works', async () => {
    const file = path.join(folder, 'microservices', 'billing-service', '.env');
    const env = await readEnv(folder, 'billing-service');

    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(env['DB_PASSWORD']).toMatch(/^.{24,}$/);
    const { DB_HOST = '', DB_USER = '', DB_PASSWORD = '', DB_NAME = '' } = env;
    const connection = await createConnection({
      host: DB_HOST,
      port: Number(env['DB_PORT']),
      user: DB_USER,
      password: DB_PASSWORD,
      database: DB_NAME,
    });
    await connection.end();
  });

  it('leaves environments in which npm run env:check finds nothing', async () => {
    const { code, output } = await runProgram(folder, await compiledCommand(folder, 'env-check.ts'));

    expect(code, output).toBe(0);
    expect(output).toMatch(/^(.+: ok\n){3}The environments are right\.\n$/);
  });

  it('shows none of the passwords', async () => {
    const output = printed.join('');

    const secrets = Object.entries(await readCredentials(folder)).filter(([name]) =>
      name.endsWith('PASSWORD'),
    );
    expect(printed).toHaveLength(2);
    expect(secrets).toHaveLength(10);
    for (const [, secret] of secrets) expect(output).not.toContain(secret);
  });

  it('completes a half-written .env and keeps what stands in it', async () => {
    const file = path.join(folder, 'microservices', 'auth-service', '.env');
    const { DB_PASSWORD } = await readEnv(folder, 'auth-service');
    await writeFile(file, 'PORT=7999\nDB_HO');

    const { code, output } = await runSetup(folder, []);

    expect(code, output).toBe(0);
    expect(await readEnv(folder, 'auth-service')).toMatchObject({
      PORT: '7999',
      DB_NAME: 'nilecare_auth',
      DB_PASSWORD,
    });
  });

  it('migrates the other services when one fails, and says where and why', async () => {
    const migrations = path.join(folder, 'microservices', 'payment-gateway-service', 'migrations');
    await writeFile(
      path.join(migrations, 'V2__Broken.sql'),
      'CREATE TABLE t (id INT PRIMARY KEY);\n\nSELEKT 1;\n',
    );

    const { code, output } = await runSetup(folder, []);
    await rm(path.join(migrations, 'V2__Broken.sql'));

    expect(code).toBe(1);
    expect(output).toContain('V2__Broken.sql');
    expect(output).toMatch(/Line +: 3/);
    expect(output).toContain('Statement 1 is committed');
    expect(output).toMatch(/auth-service .* 1 /);
  });

  it('lets services serve with run-time accounts when told so, and keeps them from then on', async () => {
    const { code, output } = await runSetup(folder, ['--runtime']);

    expect(code, output).toBe(0);
    expect(output).toContain('Created user auth_service_runtime@localhost.');
    const env = await readEnv(folder, 'auth-service');
    expect(env).toMatchObject({ DB_USER: 'auth_service', DB_RUNTIME_USER: 'auth_service_runtime' });
    expect(output).not.toContain(env['DB_RUNTIME_PASSWORD']);
    const connection = await createConnection({
      host: env['DB_HOST'] ?? '',
      port: Number(env['DB_PORT']),
      user: env['DB_RUNTIME_USER'] ?? '',
      password: env['DB_RUNTIME_PASSWORD'] ?? '',
      database: env['DB_NAME'] ?? '',
    });
    await connection.query("UPDATE auth_roles SET description = 'x' WHERE name = 'nurse'");
    const rewrite = connection.query("UPDATE auth_audit_logs SET result = 'failure'");
    await expect(rewrite).rejects.toMatchObject({ errno: 1142 });
    await expect(connection.query('DROP TABLE auth_roles')).rejects.toMatchObject({ errno: 1142 });
    await connection.end();
    const again = await runSetup(folder, []);
    expect(again.code, again.output).toBe(0);
    expect(again.output).not.toContain('Created');
    expect(await readEnv(folder, 'auth-service')).toEqual(env);
  });

  it('refuses another kind of server for the same data', async () => {
    const other = kind === 'mysql' ? 'mariadb' : 'mysql';

    const { code, output } = await runSetup(folder, ['--server', other]);

    expect(code).toBe(1);
    expect(output).toContain('reset');
    expect(output).not.toContain('    at ');
  });
});

describe('the set-up', { timeout: 60_000 }, () => {
  const administrator = { DB_ADMIN_USER: 'root', DB_ADMIN_PASSWORD: 'hidden-from-all' };

  it.each([
    [
      'a server that does not answer',
      [],
      { DB_HOST: '127.0.0.1', DB_PORT: '1', ...administrator },
      '127.0.0.1:1',
    ],
    ['a named server without administrator', [], { DB_HOST: '127.0.0.1', DB_PORT: '1' }, 'DB_ADMIN_USER'],
    ['an option that does not exist', ['--what'], {}, '--what'],
  ])('ends with one clear message for %s', async (_what, args, variables, expected) => {
    const folder = await copyRepository();

    const { code, output } = await runSetup(folder, args, { variables });
    await removeCopy(folder);

    expect(code).toBe(1);
    expect(output).toContain(expected);
    expect(output).not.toMatch(/^ {4}at |hidden-from-all/m);
  });
});
