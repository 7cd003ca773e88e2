import type { NamePrefixes } from '../config/config.ts';

type NewCategory = 'Versioned' | 'Undo' | 'Repeatable';

/** What a new file holds: comments for its author, no statement, so that it can run as it is. */
export function newFileText(
  category: NewCategory,
  { versioned, undo }: NamePrefixes,
  version: string,
): string {
  return lines[category](`${versioned}${version}`, `${undo}${version}`)
    .map((line) => `-- ${line}\n`)
    .join('');
}

const lines: Readonly<Record<NewCategory, (versioned: string, undo: string) => string[]>> = {
  Versioned: (versioned, undo) => [
    `Write here what ${versioned} changes; ${undo} takes it back.`,
    'Every CREATE, ALTER and DROP commits: one change a file is the easiest to mend when it fails.',
    'Once it is applied anywhere, leave this file as it is and write a new one.',
  ],
  Undo: (versioned) => [
    `Write here what takes ${versioned} back: for each of its statements the opposite one, the last first.`,
    `Say in a comment what does not come back, as rows of a dropped table. Then ${versioned} is pending again.`,
  ],
  Repeatable: () => [
    'Runs behind the versioned migrations, and again whenever this text changes.',
    'So write statements that can run twice, as CREATE OR REPLACE VIEW.',
  ],
};
