import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readResults } from '../results/results-file.ts';
import { documentsOf } from './write-documents.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..', '..');

test('docs/performance.md and its charts say what results.json says; else: npm run bench -- --documents', async () => {
  const results = await readResults(path.join(root, 'shared', 'bench', 'results.json'));
  for (const [name, text] of await documentsOf(root, results)) {
    const there = await readFile(path.join(root, name), 'utf8').catch(() => undefined);
    expect({ name, text: there }).toEqual({ name, text });
  }
});
