import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keepTexts } from './kept-texts.ts';

async function fileWith(text: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'kept-texts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = { path: path.join(folder, 'V1__a.sql'), script: 'V1__a.sql' };
  await writeFile(file.path, text);
  return file;
}

it('gives the text that was read, once', async () => {
  const file = await fileWith('one');
  const texts = keepTexts();
  expect(await texts.read(file, 'utf-8')).toEqual({ text: 'one' });
  await writeFile(file.path, 'two');
  expect(await texts.take(file, 'utf-8')).toEqual({ text: 'one' });
  expect(await texts.take(file, 'utf-8')).toEqual({ text: 'two' });
});

it('gives what was read last, and in the same encoding', async () => {
  const file = await fileWith('é');
  const texts = keepTexts();
  await texts.read(file, 'latin1');
  expect(await texts.take(file, 'utf-8')).toEqual({ text: 'é' });
  expect(await texts.take(file, 'latin1')).toEqual({ text: 'Ã©' });
  await texts.read(file, 'utf-8');
  await writeFile(file.path, 'two');
  await texts.read(file, 'utf-8');
  await writeFile(file.path, 'three');
  expect(await texts.take(file, 'utf-8')).toEqual({ text: 'two' });
});

it('keeps no more than there is room for, and has it again behind what was taken', async () => {
  const [first, second] = [await fileWith('123456'), await fileWith('abcdef')];
  const texts = keepTexts(undefined, 10);
  for (const file of [first, second]) await texts.read(file, 'utf-8');
  for (const file of [first, second]) await writeFile(file.path, 'changed');
  expect(await texts.take(second, 'utf-8')).toEqual({ text: 'changed' });
  expect(await texts.take(first, 'utf-8')).toEqual({ text: '123456' });
  await texts.read(second, 'utf-8');
  await writeFile(second.path, 'once more');
  expect(await texts.take(second, 'utf-8')).toEqual({ text: 'changed' });
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
