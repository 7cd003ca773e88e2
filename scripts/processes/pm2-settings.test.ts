import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const { pm2Settings } = createRequire(import.meta.url)('../../shared/service/pm2.cjs') as {
  readonly pm2Settings: (directory: string) => Readonly<Record<string, unknown>>;
};

describe('the pm2 settings of a service', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pm2 settings '));
    await writeFile(path.join(folder, 'package.json'), '{"name":"x-service"}');
    for (const name of ['DB_START_DEADLINE', 'STOP_DEADLINE', 'PM2_INSTANCES']) vi.stubEnv(name, undefined);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it('wait longer than the service does by default', () => {
    expect(pm2Settings(folder)).toMatchObject({
      name: 'x-service',
      cwd: folder,
      instances: '1',
      listen_timeout: 70_000,
      kill_timeout: 15_000,
    });
  });

  it('wait longer than the longest deadline of any .env file and of the environment', async () => {
    await writeFile(path.join(folder, '.env'), 'STOP_DEADLINE=20s\nDB_START_DEADLINE=500ms\n');
    await writeFile(path.join(folder, '.env.production'), 'STOP_DEADLINE=2m\n');
    vi.stubEnv('DB_START_DEADLINE', '5m');
    expect(pm2Settings(folder)).toMatchObject({ listen_timeout: 310_000, kill_timeout: 125_000 });
  });

  it.each(['2', 'max'])('start PM2_INSTANCES=%s', (instances) => {
    vi.stubEnv('PM2_INSTANCES', instances);
    expect(pm2Settings(folder)).toMatchObject({ instances });
  });

  it.each(['', '0', 'two', '1.5', '100'])('refuse PM2_INSTANCES=%s, with which pm2 would hang', (text) => {
    vi.stubEnv('PM2_INSTANCES', text);
    expect(() => pm2Settings(folder)).toThrow(
      /^PM2_INSTANCES is '.*'; expected a number from 1 to 99, or max\.$/,
    );
  });

  it('know each secret of a service, which is one that may stand in a file', async () => {
    const example = path.join(
      import.meta.dirname,
      '../../microservices/payment-gateway-service/.env.example',
    );
    const names = (await readFile(example, 'utf8'))
      .match(/^#?[A-Z_]+(?==)/gm)
      ?.map((name) => name.replace('#', ''));
    const secrets = (names ?? []).filter((name) => names?.includes(`${name}_FILE`));
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const name of secrets) vi.stubEnv(name, 'river-stone-41');
    pm2Settings(folder);
    expect(secrets.length).toBeGreaterThan(15);
    expect(secrets.filter((name) => process.env[name] !== undefined)).toEqual([]);
  });

  it('take secrets out of the environment, and keep the names of files with secrets', () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.stubEnv('DB_PASSWORD', 'river-stone-41');
    vi.stubEnv('CARD_API_KEY', 'river-stone-42');
    vi.stubEnv('DB_PASSWORD_COMMAND', 'printf river-stone-43');
    vi.stubEnv('DB_PASSWORD_FILE', '/run/secrets/db');
    pm2Settings(folder);
    expect(process.env['DB_PASSWORD']).toBeUndefined();
    expect(process.env['CARD_API_KEY']).toBeUndefined();
    expect(process.env['DB_PASSWORD_COMMAND']).toBeUndefined();
    expect(process.env['DB_PASSWORD_FILE']).toBe('/run/secrets/db');
    expect(told.mock.calls.join()).toMatch(/DB_PASSWORD, CARD_API_KEY, DB_PASSWORD_COMMAND/);
    expect(told.mock.calls.join()).not.toContain('river-stone');
  });
});
