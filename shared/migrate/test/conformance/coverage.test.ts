import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { groupNames, readCases } from './read-cases.ts';

const cases = groupNames().flatMap((group) => readCases(group));

describe('the conformance cases', () => {
  it('have a test file for each group', () => {
    const missing = groupNames().filter(
      (group) => !existsSync(path.join(import.meta.dirname, `${group}.test.ts`)),
    );
    expect(missing).toEqual([]);
  });

  it('are at least 120', () => {
    expect(cases.length).toBeGreaterThanOrEqual(120);
  });

  it('have titles of their own', () => {
    const titles = cases.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});
