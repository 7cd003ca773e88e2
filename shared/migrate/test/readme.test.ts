import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { migrateShop } from './readme-example.ts';

const read = (file: string) => readFile(new URL(file, import.meta.url), 'utf8');

it('the example of the README compiles, and answers a failure by what to do', async () => {
  const example = (await read('readme-example.ts')).replace('../src/index.ts', '@nilecare/migrate');
  expect(await read('../README.md')).toContain(`\`\`\`ts\n${example}\`\`\`\n`);
  expect(await migrateShop('mysql://127.0.0.1:1/shop', 'S3cret')).toContain('No server listens there');
});
