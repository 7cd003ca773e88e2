import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { errorCodes } from '../src/errors.ts';
import { findingCodes } from '../src/model.ts';
import { codeTexts } from '../src/report/codes.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/error-codes.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.includes('<a id='));

it('docs/error-codes.md explains every code of the program, once, and no other', () => {
  const listed = rows.map((row) => /`([A-Z_]+)`/.exec(row)?.[1]);
  expect([...listed].sort()).toEqual([...new Set([...errorCodes, ...findingCodes])].sort());
});

it('each has an anchor, a meaning, a remedy, an exit code and what Flyway says', () => {
  for (const row of rows) {
    const [, code = '', ...cells] = row.split('|').map((cell) => cell.trim());
    const name = /`([A-Z_]+)`/.exec(code)?.[1] ?? '';
    expect(code).toBe(`<a id="${name.toLowerCase()}"></a>\`${name}\``);
    expect(cells.slice(0, 4).every((cell) => cell !== '')).toBe(true);
    expect(codeTexts).toHaveProperty(name, { meaning: cells[0], remedy: cells[1] });
    expect(cells[2]).toMatch(/^(?:1|130 or 143)$/);
  }
});
