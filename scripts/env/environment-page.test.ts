import path from 'node:path';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { environmentPage } from './environment-page.ts';
import { serviceFolders } from './services.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

it('docs/environment.md tells of every variable (vitest -u writes it anew)', async () => {
  const page = await format(environmentPage(serviceFolders(root)), { parser: 'markdown' });
  await expect(page).toMatchFileSnapshot(path.join(root, 'docs', 'environment.md'));
});
