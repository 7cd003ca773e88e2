import { readFileSync } from 'node:fs';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { deviations, deviationText } from './compare.ts';
import { documents } from './documents.ts';
import { writeTexts, type WrittenDocument } from './write-texts.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe.each(testServers())('the documents written from $kind $version', ({ kind }) => {
  let written: readonly WrittenDocument[];
  beforeAll(async () => {
    written = await writeTexts(root, kind, documents);
  });

  it('are those of the repository (npm run docs:write writes them anew)', () => {
    expect(deviations(written, read).map(deviationText)).toEqual([]);
  });

  it.each(documents)('$path is found out when it was edited by hand', ({ path: file }) => {
    const edited = (name: string) =>
      name === file ? read(name).replace('auth', 'oath').concat('\n') : read(name);
    const [found, ...others] = deviations(written, edited).map(deviationText);
    expect(others).toEqual([]);
    expect(found).toContain(`Mend it: npm run docs:write -- --only ${file}`);
    expect(found).toMatch(/^-.*$/m);
  });
});

it('a document that is missing is a deviation, one with CRLF is none', () => {
  const [first] = deviations([{ path: 'docs/a.md', text: 'a\nb\n' }], () => undefined);
  expect(first && deviationText(first)).toBe(
    'docs/a.md is missing. Mend it: npm run docs:write -- --only docs/a.md',
  );
  expect(deviations([{ path: 'docs/a.md', text: 'a\nb\n' }], () => 'a\r\nb\r\n')).toEqual([]);
});

it('a long difference is cut short', () => {
  const text = 'line\n'.repeat(500);
  const [found] = deviations([{ path: 'a', text }], () => '');
  expect(found && deviationText(found).split('\n').length).toBeLessThan(90);
  expect(found && deviationText(found)).toMatch(/… and 4\d\d more lines$/);
});
