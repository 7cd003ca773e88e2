import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError, problemLine } from '../errors.ts';
import { loadConfig, type ConfigSources } from './load-config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'load config-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
};
const load = (sources: Partial<ConfigSources> = {}) =>
  loadConfig({ environment: {}, workingDirectory: folder, ...sources });

function problemsOf(sources: Partial<ConfigSources>): ConfigurationError['problems'] {
  try {
    load(sources);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const login = 'flyway.url=jdbc:mysql://db/shop\nflyway.user=me\n';

describe('loadConfig', () => {
  it('reads flyway.conf of the working directory by itself', () => {
    write(
      'flyway.conf',
      `\uFEFF${login}flyway.locations=filesystem:migrations\nflyway.table=t`.replaceAll('\n', '\r\n'),
    );
    expect(load().config).toMatchObject({ table: 't', locations: [path.join(folder, 'migrations')] });
  });

  it('reads flyway.conf also when other files are named, which win over it, as Flyway does', () => {
    write('flyway.conf', `${login}flyway.table=standard\nflyway.target=1`);
    write('a.conf', 'flyway.table=a');
    write('b.conf', 'flyway.table=b');
    const { config } = load({ configFiles: ['b.conf'], environment: { FLYWAY_CONFIG_FILES: 'a.conf' } });
    expect(config).toMatchObject({ table: 'b', target: { kind: 'version' } });
  });

  it('keeps the order in which flyway.conf itself is named', () => {
    write('flyway.conf', `${login}flyway.table=standard`);
    write('a.conf', 'flyway.table=a');
    expect(load({ configFiles: ['a.conf', './flyway.conf'] }).config.table).toBe('standard');
  });

  it('needs no file at all', () => {
    const environment = { FLYWAY_URL: 'mysql://db/shop', FLYWAY_USER: 'env' };
    expect(load({ environment, settings: [{ key: 'user', value: 'flag' }] }).config.connection.user).toBe(
      'flag',
    );
  });

  it('takes variables of the file of -envFile=, the environment first', () => {
    write(
      'flyway.conf',
      'flyway.url=mysql://${DB_HOST}/shop\nflyway.user=${DB_USER}\nflyway.password=${DB_PASSWORD}',
    );
    write('.env', 'DB_HOST=file\nDB_USER=file\nDB_PASSWORD="a\\b"\nFLYWAY_TABLE=t\n');
    const { config } = load({ envFile: '.env', environment: { DB_HOST: 'process' } });
    expect(config).toMatchObject({
      table: 't',
      connection: { host: 'process', user: 'file', password: 'a\\b' },
    });
  });

  it('reads the certificate authority from the working directory', () => {
    mkdirSync(path.join(folder, 'tls'));
    write('tls/ca.pem', '-----BEGIN CERTIFICATE-----');
    write('flyway.conf', login.replace('shop', 'shop?sslMode=VERIFY_IDENTITY&serverSslCert=${DB_SSL_CA}'));
    expect(load({ environment: { DB_SSL_CA: 'tls/ca.pem' } }).config.connection.tls).toEqual({
      mode: 'VERIFY_IDENTITY',
      certificateAuthority: '-----BEGIN CERTIFICATE-----',
    });
  });

  it('warns about lines that are not settings', () => {
    write('flyway.conf', `${login}fylway.table=t`);
    expect(load().warnings).toEqual(['flyway.conf line 3 has no effect: settings start with flyway.']);
  });
});

describe('bad input', () => {
  it('a missing .env says what to do, and nothing else is judged', () => {
    write('flyway.conf', 'flyway.url=${DB_URL}');
    expect(problemsOf({ envFile: '.env' })).toEqual([
      {
        message: 'the file of -envFile= cannot be read (ENOENT): create it or leave -envFile= out',
        file: '.env',
      },
    ]);
  });

  it('a missing conf file, a half-written .env and a bad value are reported together', () => {
    write('.env', 'FLYWAY_URL=mysql://db/shop\nFLYWAY_USER=me\nFLYWAY_PASSW');
    write('flyway.conf', 'flyway.outOfOrder=1');
    expect(problemsOf({ envFile: '.env', configFiles: ['gone.conf'] }).map(problemLine)).toEqual([
      '.env:3: the line is not NAME=value',
      'gone.conf: the configuration file cannot be read (ENOENT): create it or leave it out',
      'flyway.conf:1: flyway.outOfOrder must be true or false; it is "1"',
    ]);
  });

  it('a folder in place of a file is a problem, not a crash', () => {
    mkdirSync(path.join(folder, 'flyway.conf'));
    expect(problemsOf({})[0]?.message).toBe(
      'the configuration file cannot be read (EISDIR): create it or leave it out',
    );
  });
});
