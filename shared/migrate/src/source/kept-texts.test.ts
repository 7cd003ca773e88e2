import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { FoundFile } from './find-files.ts';
import { keepTexts, type KeptTexts } from './kept-texts.ts';

async function fileWith(text: string): Promise<FoundFile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kept-texts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = { path: path.join(folder, 'V1__a.sql'), script: 'V1__a.sql' };
  await writeFile(file.path, text);
  return file;
}

/** Writes another text of the same length in such a way that the file looks as before: only who reads it can tell. */
async function replaceUnseen({ path: name }: FoundFile, text: string): Promise<void> {
  const { atime, mtime } = await stat(name);
  await writeFile(name, text);
  await utimes(name, atime, mtime);
}

async function taken(texts: KeptTexts, file: FoundFile, encoding = 'utf-8'): Promise<string | undefined> {
  const read = await texts.take(file, encoding);
  return typeof read !== 'string' && 'text' in read ? read.text : undefined;
}

/** Milliseconds alone, which `utimes` can put back. */
async function withPlainTime(file: FoundFile): Promise<FoundFile> {
  await utimes(file.path, 1_000_000, 1_000_000);
  return file;
}

it('gives the text that was read, once', async () => {
  const file = await withPlainTime(await fileWith('one'));
  const texts = keepTexts();
  expect(await texts.read(file, 'utf-8')).toMatchObject({ text: 'one' });
  await replaceUnseen(file, 'two');
  expect(await taken(texts, file)).toBe('one');
  expect(await taken(texts, file)).toBe('two');
});

it('reads again what was changed since, and tells of what is gone', async () => {
  const file = await fileWith('one');
  const texts = keepTexts();
  await texts.read(file, 'utf-8');
  await writeFile(file.path, 'three');
  expect(await taken(texts, file)).toBe('three');
  await texts.read(file, 'utf-8');
  await rm(file.path);
  expect(await texts.take(file, 'utf-8')).toMatchObject({ problem: { script: 'V1__a.sql' } });
});

it('gives a text in the encoding that it was read in', async () => {
  const file = await fileWith('é');
  const texts = keepTexts();
  await texts.read(file, 'latin1');
  expect(await taken(texts, file)).toBe('é');
  expect(await taken(texts, file, 'latin1')).toBe('Ã©');
});

it('keeps no more than there is room for, and has it again behind what was taken', async () => {
  const [first, second] = [
    await withPlainTime(await fileWith('123456')),
    await withPlainTime(await fileWith('abcdef')),
  ];
  const texts = keepTexts(undefined, 10);
  for (const file of [first, second]) await texts.read(file, 'utf-8');
  for (const file of [first, second]) await replaceUnseen(file, 'UNSEEN');
  expect(await taken(texts, second)).toBe('UNSEEN');
  expect(await taken(texts, first)).toBe('123456');
  await texts.read(second, 'utf-8');
  await replaceUnseen(second, 'abcdef');
  expect(await taken(texts, second)).toBe('UNSEEN');
});

it('keeps nothing of a large file, nor of one that cannot be read', async () => {
  const file = await fileWith('123456');
  const texts = keepTexts(6);
  expect(await texts.read(file, 'utf-8')).toBe('large');
  expect(await texts.take(file, 'utf-8')).toBe('large');
  const missing = { ...file, path: `${file.path}.gone` };
  expect(await texts.read(missing, 'utf-8')).toMatchObject({ problem: { script: 'V1__a.sql' } });
  expect(await texts.take(missing, 'utf-8')).toMatchObject({ problem: { script: 'V1__a.sql' } });
});
