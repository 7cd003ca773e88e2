import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServiceMap } from '../model.ts';
import { writtenFileNames, writtenFiles, type WrittenFileName } from '../sql/written-files.ts';

/** What became of one written file, or is wrong with it. */
export interface WrittenFile {
  readonly name: WrittenFileName;
  readonly state: 'equal' | 'different' | 'missing';
}

/** Compares the SQL files of a folder with what the map says; changes nothing. */
export async function checkFiles(map: ServiceMap, directory: string): Promise<readonly WrittenFile[]> {
  const texts = writtenFiles(map);
  return Promise.all(
    writtenFileNames.map(async (name): Promise<WrittenFile> => {
      const text = await readText(path.join(directory, name));
      if (text === undefined) return { name, state: 'missing' };
      return { name, state: text === texts[name] ? 'equal' : 'different' };
    }),
  );
}

/** Writes the SQL files that are not what the map says, and returns what {@link checkFiles} said before. */
export async function writeFiles(map: ServiceMap, directory: string): Promise<readonly WrittenFile[]> {
  const texts = writtenFiles(map);
  const before = await checkFiles(map, directory);
  for (const { name, state } of before) {
    if (state === 'equal') continue;
    const target = path.join(directory, name);
    await writeFile(`${target}.tmp`, texts[name]);
    await rename(`${target}.tmp`, target);
  }
  return before;
}

/** A working copy with CRLF is no difference: Git may have made it so. */
async function readText(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).replaceAll('\r\n', '\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
