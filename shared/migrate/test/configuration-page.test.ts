import path from 'node:path';
import { expect, it } from 'vitest';
import { configurationPage } from './configuration-page.ts';

const page = path.resolve(import.meta.dirname, '../../../docs/configuration.md');

it('docs/configuration.md tells of every setting (vitest -u writes it anew)', async () => {
  await expect(configurationPage()).toMatchFileSnapshot(page);
});
