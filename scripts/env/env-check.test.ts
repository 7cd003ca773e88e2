import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadServiceMap } from '@nilecare/database';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkServices, mapProblems } from './check-services.ts';
import { fileProblems } from './file-problems.ts';
import { hasProblems, reportJson, reportText } from './report.ts';
import { serviceFolders } from './services.ts';
import { sharedSettings } from './shared-settings.ts';

const isPosix = process.platform !== 'win32';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'env check '));
  for (const { name, folder, specs } of serviceFolders(root)) {
    mkdirSync(folder, { recursive: true });
    const { database, user } = specs.identity;
    writeEnv(name, { DB_NAME: database ?? '', DB_USER: user ?? '' });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

function writeEnv(service: string, change: Record<string, string>): string {
  const variables = {
    NODE_ENV: 'development',
    DB_HOST: '127.0.0.1',
    DB_PORT: '3306',
    DB_PASSWORD: `river-stone-41-${service}`,
    ...change,
  };
  const text = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  const file = path.join(root, 'microservices', service, '.env');
  writeFileSync(file, text.join(''), { mode: 0o600 });
  return file;
}

const check = () => {
  const services = checkServices(serviceFolders(root), {});
  return { services, problems: sharedSettings(services) };
};

describe('the environments of all services', () => {
  it('are right when each has its own database, account and port', () => {
    expect(hasProblems(check())).toBe(false);
    expect(reportText(check(), 'findings')).toBe(
      'auth-service: ok\nbilling-service: ok\npayment-gateway-service: ok\nThe environments are right.',
    );
  });

  it('E9: must not share a database or an account', () => {
    writeEnv('billing-service', { DB_NAME: 'nilecare_lab', DB_USER: 'lab_service' });
    writeEnv('payment-gateway-service', { DB_NAME: 'nilecare_lab', DB_USER: 'lab_service' });
    expect(check().problems).toEqual([
      'billing-service and payment-gateway-service both use database nilecare_lab.',
      'billing-service and payment-gateway-service both log in as lab_service.',
    ]);
  });

  it('E9: must not share them by DATABASE_URL either', () => {
    const url = { DB_HOST: '', DB_PORT: '', DB_PASSWORD: '', DB_NAME: '', DB_USER: '' };
    writeEnv('billing-service', { ...url, DATABASE_URL: 'mysql://auth_service:p@127.0.0.1/nilecare_auth' });
    expect(check().problems).toEqual([
      'auth-service and billing-service both use database nilecare_auth.',
      'auth-service and billing-service both log in as auth_service.',
    ]);
  });

  it('E9: may have databases of one name on different servers, but no port twice', () => {
    writeEnv('billing-service', {
      DB_NAME: 'nilecare_auth',
      DB_USER: 'auth_service',
      DB_PORT: '3307',
      PORT: '7020',
    });
    writeEnv('payment-gateway-service', {
      DB_NAME: 'nilecare_payment',
      DB_USER: 'payment_service',
      PORT: '7020',
    });
    expect(check().problems).toEqual([
      'auth-service, billing-service and payment-gateway-service all listen on port 7020.',
    ]);
  });

  it('E9: are told of without a value that is no name', () => {
    const odd = { DB_NAME: 'river-stone-41', DB_USER: 'river-stone-41' };
    writeEnv('billing-service', odd);
    writeEnv('payment-gateway-service', odd);
    expect(reportText(check(), 'findings') + reportJson(check(), 'findings')).not.toContain('river-stone');
  });

  it('tell the problems and warnings of every service at once, without a secret', () => {
    writeEnv('auth-service', { DB_PASSWROD: 'x', DB_PASSWORD: 'candle' });
    const report = check();
    expect(reportText(report, 'settings')).toContain(
      [
        'auth-service: 3 problems',
        '  DB_NAME is not set.',
        '  Unknown variable DB_PASSWROD. Did you mean DB_PASSWORD?',
        '  DB_USER is not set.',
        '  Warning: DB_PASSWORD is shorter than 15 characters, which is refused in staging and production.',
      ].join('\n'),
    );
    const json = JSON.parse(reportJson(report, 'settings')) as {
      ok: boolean;
      services: { problems: unknown[] }[];
    };
    expect(json.ok).toBe(false);
    expect(json.services.map(({ problems }) => problems.length)).toEqual([3, 0, 0]);
    expect(reportText(report, 'settings') + JSON.stringify(json)).not.toMatch(/candle|river-stone/);
  });
});

describe('the specs', () => {
  it('agree with the map of all services', () => {
    expect(mapProblems(serviceFolders(root), loadServiceMap().services)).toEqual([]);
  });

  it('that differ from the map are told', () => {
    const services = loadServiceMap().services.map((each) =>
      each.name === 'billing-service' ? { ...each, port: 7051 } : each,
    );
    expect(mapProblems(serviceFolders(root), services.slice(1))).toEqual([
      'auth-service is not in database/service-map.json.',
      'billing-service has the port 7050 in its specs, and 7051 in database/service-map.json.',
    ]);
  });
});

describe('the .env files as files', () => {
  const name = path.join('microservices', 'auth-service', '.env');
  const folder = () => path.join(root, 'microservices', 'auth-service');
  const git = (...args: readonly string[]) => spawnSync('git', args, { cwd: root });

  it.runIf(isPosix)('are for their owner alone', () => {
    expect(fileProblems(root, folder())).toEqual([]);
    chmodSync(path.join(root, name), 0o640);
    expect(fileProblems(root, folder())).toEqual([
      `${name} is open to other users (mode 0640). Try: chmod 600 ${name}`,
    ]);
  });

  it('are ignored by Git and not in it', () => {
    git('init', '--quiet');
    expect(fileProblems(root, folder())).toEqual([`${name} is not ignored by Git. Add it to .gitignore.`]);
    writeFileSync(path.join(root, '.gitignore'), '.env\n');
    writeFileSync(path.join(folder(), '.env.example'), '');
    expect(fileProblems(root, folder())).toEqual([]);
    git('add', '--force', name);
    expect(fileProblems(root, folder())).toEqual([
      `${name} is in Git. Take it out (git rm --cached ${name}) and change every secret that it has held.`,
    ]);
  });
});

describe('npm run env:check', () => {
  const script = path.join(import.meta.dirname, '..', 'env-check.ts');
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
      env: {
        NILECARE_ENV_FILES: 'false',
        NODE_ENV: 'production',
        DB_NAME: 'nilecare_lab',
        DB_PASSWORD: 'changeme',
      },
      encoding: 'utf8',
    });

  it('E1: E9: ends with exit code 1 and the problems of all services, without a value of a secret', () => {
    const { status, stdout, stderr } = run();
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain(
      'auth-service, billing-service and payment-gateway-service all use database nilecare_lab.\n',
    );
    expect(stdout.match(/DB_HOST is not set\./g)).toHaveLength(3);
    expect(stdout).not.toContain('changeme');
  });

  it('tells the same as JSON', () => {
    const { status, stdout } = run('--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, services: [{ name: 'auth-service' }, {}, {}] });
  });

  it('explains itself, and refuses an unknown option', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage:') as string });
    expect(run('--shwo')).toMatchObject({ status: 1, stderr: expect.stringContaining("'--shwo'") as string });
  });
});
