import { describe, expect, it } from 'vitest';
import type { SettingEntry } from './entry.ts';
import { resolveEntry } from './resolvers.ts';

const sources = {
  environment: { PW: 'ä1-b', EMPTY: '' },
  placeholders: new Map([['owner', 'me']]),
};
const entry = (value: string, more: Partial<SettingEntry> = {}): SettingEntry => ({
  key: 'password',
  value,
  origin: { kind: 'file', file: 'f', line: 1 },
  group: 'environments.dev.',
  ...more,
});

/** Every row but the second last was seen with Flyway 11.8.2. */
describe('resolvers', () => {
  it.each([
    ['${env.PW}', 'ä1-b'],
    [' x${ env . PW }y', ' xä1-by'],
    ['${env.EMPTY}', ''],
    ['${env.PW:D}', '1'],
    ['${env.PW:aD}', '1b'],
    ['${env.PW:Ad}', 'ä1b'],
    ['${placeholder.owner}', 'me'],
    ['$${env.PW}', '${env.PW}'],
    ['!{${env.PW}}', '${env.PW}'],
    ['${PW}', '${PW}'],
    ['plain', 'plain'],
  ])('%s is %s', (value, expected) => {
    expect(resolveEntry(entry(value), sources)).toMatchObject({ entry: { value: expected } });
  });

  it('leaves other settings, options of programs, and parts of passwords alone', () => {
    for (const kept of [
      entry('${env.PW}', { key: 'table' }),
      entry('${env.PW}', { origin: { kind: 'option' } }),
      entry('a${b.c}', { hidden: true }),
      entry('a${b.c}', { origin: { kind: 'environment', variable: 'FLYWAY_PASSWORD' } }),
    ])
      expect(resolveEntry(kept, sources)).toEqual({ entry: kept });
  });

  it('hides what a variable put in, and names variables that are not set', () => {
    expect(resolveEntry(entry('${env.PW}'), sources)).toMatchObject({ entry: { hidden: true } });
    expect(resolveEntry(entry('${env.NOPE}'), sources)).toMatchObject({
      entry: { unsetVariables: ['NOPE'] },
    });
  });

  it.each([
    ['${vault.x}', /^environments\.dev\.password: there is no resolver vault here, only .*paid editions$/],
    ['${placeholder.no}', 'environments.dev.password needs the placeholder no, which is not set'],
  ])('%s is a problem', (value, problem) => {
    const resolved = resolveEntry(entry(value), sources);
    expect('problem' in resolved ? resolved.problem : undefined).toMatch(problem);
  });
});
