import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { checks } from '../src/audit/run-checks.ts';

it('docs/accounts.md lists every check with its title and numbers', async () => {
  const page = await readFile(path.resolve(import.meta.dirname, '../../docs/accounts.md'), 'utf8');
  const rows = page
    .split('\n')
    .filter((line) => /^\| `[a-z][a-z-]+` /.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const numbersOf = (numbers: readonly string[] | undefined): string => numbers?.join(', ') ?? '–';
  expect(rows.map(([, code, title, mysql, mariadb]) => [code, title, mysql, mariadb])).toEqual(
    checks.map(({ code, title, numbers, only }) => [
      `\`${code}\``,
      title,
      only === 'mariadb' ? '' : numbersOf(numbers.mysql),
      only === 'mysql' ? '' : numbersOf(numbers.mariadb),
    ]),
  );
});
