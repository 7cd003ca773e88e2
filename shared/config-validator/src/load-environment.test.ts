import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkServiceEnvironment,
  loadEnvironment,
  validateDatabaseEnvironment,
  type Environment,
} from './index.ts';

const identity = { service: 'shop', port: 1 };

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'env files '))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const load = (environment: Environment = {}) => loadEnvironment({ folder, environment });

/** Every file names itself in A, and only itself in a variable of its own. */
function writeAll(stage: string, stageOfGeneral = stage): void {
  write('.env', `NODE_ENV=${stageOfGeneral}\nA=env\nENV=1\n`);
  write('.env.local', `NODE_ENV=${stageOfGeneral}\nA=local\nLOCAL=1\n`);
  write(`.env.${stage}`, `A=${stage}\nSTAGE=1\n`);
  write(`.env.${stage}.local`, `A=${stage}.local\nSTAGE_LOCAL=1\n`);
}

describe('the .env files', () => {
  it('fill what the process environment leaves open, the most special file first', () => {
    writeAll('development');
    expect(load({ A: 'process' }).variables['A']).toBe('process');
    for (const [name, next] of [
      ['.env.development.local', 'development.local'],
      ['.env.local', 'local'],
      ['.env.development', 'development'],
      ['.env', 'env'],
    ] as const) {
      const { variables, origins } = load({ NODE_ENV: 'development' });
      expect(variables['A']).toBe(next);
      expect(origins['A']).toBe(name);
      rmSync(join(folder, name));
    }
    expect(load({ NODE_ENV: 'development' }).variables).toEqual({ NODE_ENV: 'development' });
  });

  it('tell NODE_ENV when the process environment does not', () => {
    writeAll('development');
    const { variables } = load();
    expect(variables).toMatchObject({ NODE_ENV: 'development', STAGE_LOCAL: '1' });
  });

  it('without NODE_ENV are .env.local and .env', () => {
    write('.env', 'A=env\n');
    write('.env.local', 'B=local\n');
    write('.env.production', 'C=1\n');
    expect(load().variables).toEqual({ A: 'env', B: 'local' });
  });

  it('of test are the same on every machine: no .env.local', () => {
    writeAll('test', 'development');
    const { variables, notes } = load({ NODE_ENV: 'test' });
    expect(variables).toEqual({ NODE_ENV: 'test', A: 'test.local', STAGE_LOCAL: '1', STAGE: '1', ENV: '1' });
    expect(notes).toEqual([]);
  });

  it.each(['staging', 'production'])('of a developer are not read in %s, and that is told', (stage) => {
    writeAll(stage, 'development');
    const { variables, notes } = load({ NODE_ENV: stage });
    expect(variables).toEqual({ NODE_ENV: stage, A: `${stage}.local`, STAGE_LOCAL: '1', STAGE: '1' });
    expect(notes).toEqual([
      `.env.local was not read, because it does not say NODE_ENV=${stage}; .env.${stage} would be.`,
      `.env was not read, because it does not say NODE_ENV=${stage}; .env.${stage} would be.`,
    ]);
  });

  it.each([{}, { NODE_ENV: 'production' }])(
    'that say NODE_ENV=production are read there, given %j',
    (given) => {
      writeAll('production');
      expect(load(given).variables).toMatchObject({
        NODE_ENV: 'production',
        ENV: '1',
        LOCAL: '1',
        STAGE: '1',
      });
    },
  );

  it('that are missing from production are named where a variable is missing', () => {
    writeAll('production', 'development');
    expect(() => validateDatabaseEnvironment(load({ NODE_ENV: 'production' }), identity)).toThrow(
      / DB_USER is not set\.\n\.env\.local was not read, .*\n\.env was not read, .*\nSet them /,
    );
  });

  it('cannot set a variable again that is set to nothing', () => {
    write('.env', 'A=env\nB=env\n');
    write('.env.local', 'A=\n');
    expect(load({ B: '' }).variables).toEqual({ A: '', B: '' });
  });

  it('are not read with NILECARE_ENV_FILES=false', () => {
    writeAll('development');
    const environment = { NODE_ENV: 'development', NILECARE_ENV_FILES: 'false' };
    expect(load(environment).variables).toEqual(environment);
    expect(() => load({ NILECARE_ENV_FILES: 'no' })).toThrow(' NILECARE_ENV_FILES must be true or false.\n');
  });

  it('may have a byte order mark, CRLF, quotes and comments', () => {
    write('.env', '\uFEFFA=1\r\n# note\r\nB="two words"\r\nC=\'#\'\r\n');
    expect(load().variables).toEqual({ A: '1', B: 'two words', C: '#' });
  });

  it.each([
    ['DB_PASSWORD=abc\ndef-secret\nA=1\nB=2\n', '.env has a line 2 that is not NAME=value.'],
    ['B=2\nDB_PASSWORD', '.env has a line 2 that is not NAME=value.'],
    ['B=2\nDB_PASSWORD="def-secret\nA=1\n', '.env has a quote " in line 2 that is never closed.'],
    [
      'DB_PASSWORD=abc#def-secret\n',
      '.env has a # in line 1 that would cut its value off: put the value in quotes, or a blank before a comment.',
    ],
    [
      'A=1\nDB_PASSWORD="abc"def-secret\n',
      '.env has text behind the quote " in line 2, which would be left out.',
    ],
    ["A='1\n2'secret\n", ".env has text behind the quote ' in line 2, which would be left out."],
  ])('with a broken line are refused, without the line: %j', (text, problem) => {
    write('.env', text);
    const { problems, warnings } = checkServiceEnvironment(load(), { identity, own: {} });
    expect(problems[0]).toEqual({ variable: '.env', message: problem });
    expect(JSON.stringify([problems, warnings])).not.toContain('secret');
  });

  it('may have values of several lines', () => {
    write('.env', 'A="one\ntwo"\n B = \'three\' # note\nexport C=`4`\nD=5 # note\nE=#\nF="a#b"\n');
    expect(load()).toMatchObject({
      variables: { A: 'one\ntwo', B: 'three', C: '4', D: '5', E: '', F: 'a#b' },
      problems: [],
    });
  });

  it('that cannot be read are refused', () => {
    mkdirSync(join(folder, '.env'));
    expect(() => validateDatabaseEnvironment(load(), identity)).toThrow(
      /\n {2}\.env cannot be read \(EISDIR\)\.\n/,
    );
  });

  it('with a stage that is no name read no file of another folder', () => {
    write('.env', 'A=env\n');
    expect(load({ NODE_ENV: '../x' }).variables).toEqual({ NODE_ENV: '../x', A: 'env' });
  });
});
