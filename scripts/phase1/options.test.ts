import { loadServiceMap } from '@nilecare/database';
import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';
import { selectServices } from './select-services.ts';

describe('the options of test:phase1', () => {
  it('are all services, all procedures and both servers when nothing is said', () => {
    expect(readOptions([])).toEqual({ files: {}, baseline: 'compare' });
  });

  it('are read', () => {
    const words =
      '--service auth-service --only 3,8 --server mysql --report a.md --json b.json --junit c.xml';
    expect(readOptions(words.split(' '))).toEqual({
      services: ['auth-service'],
      only: [3, 8],
      kind: 'mysql',
      files: { markdown: 'a.md', json: 'b.json', junit: 'c.xml' },
      baseline: 'compare',
    });
  });

  it.each([
    [['--only', '3,12'], '--only has "12"; expected numbers from 1 to 11.'],
    [['--only', ''], '--only is ""; expected a list.'],
    [['--server', 'oracle'], '--server is "oracle"; expected mariadb or mysql.'],
    [['--sevrice', 'x'], "Unknown option '--sevrice'"],
  ])('%j are refused: %s', (words, sentence) => {
    expect(() => readOptions(words)).toThrow(sentence);
  });
});

describe('the services that are tried', () => {
  const map = loadServiceMap();
  const folders = ['auth-service', 'billing-service'];

  it('are those of the map that have a folder', () => {
    expect(selectServices(map, folders, undefined).map(({ name }) => name)).toEqual(folders);
    expect(selectServices(map, folders, ['billing-service'])).toHaveLength(1);
  });

  it.each([
    [
      [...folders, 'ward-service'],
      undefined,
      'microservices/ward-service is not in database/service-map.json.',
    ],
    [folders, ['ward-service'], 'ward-service is not in database/service-map.json; that has auth-service, '],
    [folders, ['lab-service'], 'lab-service has no folder in microservices/ yet'],
  ])('%j without what is not known: %j', (present, wanted, sentence) => {
    expect(() => selectServices(map, present, wanted)).toThrow(sentence);
  });
});
