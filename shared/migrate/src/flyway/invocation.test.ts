import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadConfig, type ConfigSources } from '../config/load-config.ts';
import { invocationOf, type Request } from './invocation.ts';

const plain: Request = { commands: ['info'], outputType: 'text', verbosity: 'normal', hasColors: false };

function invoke(
  request: Partial<Request>,
  sources: Partial<ConfigSources>,
  files: Readonly<Record<string, string>> = {},
) {
  const workingDirectory = mkdtempSync(path.join(tmpdir(), 'invocation-'));
  onTestFinished(() => rmSync(workingDirectory, { recursive: true }));
  for (const [name, text] of Object.entries({ 'flyway.conf': conf, ...files }))
    writeFileSync(path.join(workingDirectory, name), text);
  const all = { environment: { DB_PASSWORD: 'pw' }, workingDirectory, ...sources };
  return invocationOf({ ...plain, ...request }, all, loadConfig(all).config);
}

const conf = 'flyway.url=jdbc:mysql://db/shop\nflyway.user=me\nflyway.password=${DB_PASSWORD}\n';

it('hands on files, flags and commands, and asks for no update', () => {
  const settings = [
    { key: 'outOfOrder', value: 'true' },
    { key: 'placeholders.owner', value: 'a b' },
  ];
  expect(
    invoke(
      { commands: ['migrate', 'info'], outputType: 'json', verbosity: 'debug' },
      { configFiles: ['flyway.conf', 'b.conf'], settings },
      { 'b.conf': '' },
    ).args,
  ).toEqual([
    '-skipCheckForUpdate',
    '-X',
    '-outputType=json',
    '-configFiles=flyway.conf,b.conf',
    '-outOfOrder=true',
    '-placeholders.owner=a b',
    'migrate',
    'info',
  ]);
  expect(invoke({ verbosity: 'quiet', hasColors: true }, {}).args).toEqual([
    '-skipCheckForUpdate',
    '-q',
    '-color=always',
    'info',
  ]);
});

it('takes the last of two equal flags, on which Flyway fails', () => {
  const settings = [
    { key: 'target', value: '1' },
    { key: 'target', value: '2' },
  ];
  expect(invoke({}, { settings }).args).toContain('-target=2');
  expect(invoke({}, { settings }).args).not.toContain('-target=1');
});

it('leaves out what only this program knows', () => {
  const settings = ['engine', 'engineTimeout', 'lockTimeout', 'confirm'].map((key) => ({
    key,
    value: key === 'engine' ? 'flyway' : '7',
  }));
  expect(invoke({}, { settings }).args).toEqual(['-skipCheckForUpdate', 'info']);
});

it('hands everything that may be secret on in the environment only', () => {
  const settings = [
    { key: 'url', value: 'mysql://me:first-secret@db/shop' },
    { key: 'user', value: 'you' },
    { key: 'password', value: 'second-secret' },
    { key: 'initSql', value: "SET @key = 'third-secret'" },
  ];
  const { args, environment } = invoke({}, { settings });
  expect(args).toEqual(['-skipCheckForUpdate', 'info']);
  expect(environment).toMatchObject({
    FLYWAY_URL: 'jdbc:mysql://db/shop?allowPublicKeyRetrieval=true',
    FLYWAY_USER: 'you',
    FLYWAY_PASSWORD: 'second-secret',
    FLYWAY_INIT_SQL: "SET @key = 'third-secret'",
  });
});

it('reads -envFile= for Flyway, over which the environment wins', () => {
  const { environment } = invoke(
    {},
    { envFile: '.env', environment: { OTHER: 'process' } },
    { '.env': 'DB_PASSWORD=of-the-file\nOTHER=file\n' },
  );
  expect(environment).toMatchObject({ FLYWAY_PASSWORD: 'of-the-file', OTHER: 'process' });
});

it('writes variables that a .conf file names as such a file needs them, and no others', () => {
  const { environment } = invoke({}, { environment: { DB_PASSWORD: ' \\u12\nx', OTHER: '\\u12' } });
  expect(environment).toMatchObject({
    DB_PASSWORD: '\\ \\\\u12\\nx',
    FLYWAY_PASSWORD: ' \\u12\nx',
    OTHER: '\\u12',
  });
});
