import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { loadServiceMap } from '@nilecare/database';
import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';
import { findSources } from './read/sources.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

describe('the options of the audit', () => {
  it('are a live audit in text, unless told otherwise', () => {
    expect(readOptions([])).toEqual({ format: 'text' });
    expect(readOptions(['--fresh', '--json', '--output', 'a.json'])).toEqual({
      format: 'json',
      output: 'a.json',
      fresh: 'mariadb',
    });
    expect(readOptions(['--service', 'a,b', '--service=c', '--fresh', '--server', 'mysql'])).toEqual({
      format: 'text',
      only: ['a', 'b', 'c'],
      fresh: 'mysql',
    });
    expect(readOptions(['--help', '--json'])).toBe('help');
  });

  it.each([
    ['--sevice', "Unknown option '--sevice'"],
    ['--server=mysql', '--server is the kind of the private server: it goes with --fresh.'],
    ['--fresh --server=oracle', '--server is "oracle"; expected mariadb or mysql.'],
  ])('%s is answered with a sentence', (words, sentence) => {
    expect(() => readOptions(words.split(' '))).toThrow(sentence);
  });

  it('name services that the map or a folder knows', () => {
    const map = loadServiceMap();
    expect(findSources(root, map, {}, ['lab-service'])).toMatchObject([{ service: 'lab-service' }]);
    expect(() => findSources(root, map, {}, ['nope'])).toThrow(
      /^No service is called nope\. The services are auth-service, billing-service, /,
    );
  });
});

it('npm run audit:database ends with exit code 1 and a sentence', () => {
  const script = path.join(root, 'scripts', 'audit-database.ts');
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, '--sevice'], {
    encoding: 'utf8',
  });
  expect(stderr).toMatch(/^audit:database: Unknown option '--sevice'.*\n\nUsage: /);
  expect(status).toBe(1);
});
