import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exampleFile } from '@nilecare/config-validator';
import type { ServiceFolder } from './services.ts';

/** The `.env.example` of one service and whether it is what the specs say. */
export interface ExampleFile {
  readonly file: string;
  readonly text: string;
  readonly isEqual: boolean;
}

/** Compares the `.env.example` files with the specs. */
export function compareExamples(services: readonly ServiceFolder[]): readonly ExampleFile[] {
  return services.map(({ folder, specs }) => {
    const file = path.join(folder, '.env.example');
    const text = exampleFile(specs);
    return { file, text, isEqual: readText(file) === text };
  });
}

/** Writes those that differ. */
export function writeExamples(examples: readonly ExampleFile[]): void {
  for (const { file, text, isEqual } of examples) {
    if (isEqual) continue;
    writeFileSync(`${file}.tmp`, text);
    renameSync(`${file}.tmp`, file);
  }
}

/** A working copy with CRLF is no difference: Git may have made it so. */
function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
