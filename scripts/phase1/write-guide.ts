/** Writes the procedures and their criteria into docs/PHASE1_MIGRATION_TESTING_GUIDE.md, between its two marks. */
import { readFile, writeFile } from 'node:fs/promises';
import { criteriaTable } from './report/criteria-table.ts';

const file = new URL('../../docs/PHASE1_MIGRATION_TESTING_GUIDE.md', import.meta.url);
const text = await readFile(file, 'utf8');
const marks = /(<!-- written from [^>]*-->)[^]*?(<!-- end -->)/;
await writeFile(
  file,
  text.replace(marks, (_, begin: string, end: string) => `${begin}\n\n${criteriaTable()}\n\n${end}`),
);
