import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { charts } from '../report/charts.ts';
import { filled } from '../report/document.ts';
import type { Results } from '../results/model.ts';

/** What the document and its charts are to be, by path relative to the root; undefined: the file is to go away. */
export async function documentsOf(
  root: string,
  results: Results,
): Promise<ReadonlyMap<string, string | undefined>> {
  const document = path.join('docs', 'performance.md');
  const folder = path.join('docs', 'performance');
  const file = path.join(root, document);
  const options = { ...(await resolveConfig(file)), filepath: file };
  const text = await format(filled(await readFile(file, 'utf8'), results), options);
  const drawn = charts(results);
  const there = await readdir(path.join(root, folder)).catch((): readonly string[] => []);
  const obsolete = there.filter((name) => name.endsWith('.svg') && !drawn.has(name));
  return new Map<string, string | undefined>([
    [document, text],
    ...[...drawn].map(([name, svg]) => [path.join(folder, name), svg] as const),
    ...obsolete.map((name) => [path.join(folder, name), undefined] as const),
  ]);
}

/** Writes docs/performance.md and its charts from results. */
export async function writeDocuments(root: string, results: Results): Promise<void> {
  await mkdir(path.join(root, 'docs', 'performance'), { recursive: true });
  for (const [name, text] of await documentsOf(root, results)) {
    const file = path.join(root, name);
    if (text === undefined) await rm(file);
    else {
      await writeFile(`${file}.tmp`, text);
      await rename(`${file}.tmp`, file);
    }
  }
}
