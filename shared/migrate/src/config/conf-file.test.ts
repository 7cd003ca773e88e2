import { describe, expect, it } from 'vitest';
import { parseConfFile } from './conf-file.ts';

describe('parseConfFile', () => {
  it('takes the prefix off and remembers file and line', () => {
    expect(parseConfFile('\nflyway.table=t', 'flyway.conf', {}).entries).toEqual([
      { key: 'table', value: 't', origin: { kind: 'file', file: 'flyway.conf', line: 2 } },
    ]);
  });

  it('puts the environment in, in any place of a value, and marks the value as hidden', () => {
    const text = 'flyway.url=jdbc:mysql://${DB_HOST}:${DB_PORT}/shop\nflyway.placeholders.owner=${DB_HOST}';
    const { entries } = parseConfFile(text, 'flyway.conf', { DB_HOST: 'db', DB_PORT: '' });
    expect(entries).toMatchObject([
      { key: 'url', value: 'jdbc:mysql://db:/shop', hidden: true },
      { key: 'placeholders.owner', value: 'db', hidden: true },
    ]);
    expect(entries.flatMap(({ unsetVariables = [] }) => unsetVariables)).toEqual([]);
  });

  it.each([' x\\y ', '#!=:', '${OTHER}', '$&', 'two\nlines', '"quoted\''])(
    'keeps the variable value %j as it is',
    (value) => {
      const { entries } = parseConfFile('flyway.password=${PW}', 'f', { PW: value, OTHER: 'no' });
      expect(entries.map((entry) => entry.value)).toEqual([value]);
    },
  );

  it('reports the variables that the environment does not have, each once', () => {
    const { entries } = parseConfFile('flyway.url=${A}${B}${A}\nflyway.user=${C}', 'f', { C: '' });
    expect(entries.map(({ unsetVariables }) => unsetVariables)).toEqual([['A', 'B'], undefined]);
  });

  it('does not look for variables in comments', () => {
    expect(parseConfFile('# ${NOPE}\n! ${NOPE}', 'f', {})).toEqual({ entries: [], strangers: [] });
  });

  it('leaves ${flyway:…} and a lone ${ alone', () => {
    const { entries } = parseConfFile('flyway.initSql=${flyway:user}\nflyway.placeholderPrefix=${', 'f', {});
    expect(entries.map(({ value }) => value)).toEqual(['${flyway:user}', '${']);
  });

  it('sets keys of others apart', () => {
    const { entries, strangers } = parseConfFile('fylway.table=t\nother', 'f', {});
    expect(entries).toEqual([]);
    expect(strangers).toEqual([
      { key: 'fylway.table', line: 1 },
      { key: 'other', line: 2 },
    ]);
  });
});
