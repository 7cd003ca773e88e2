/** `npm run docs:write`: writes the generated documents; with `--check` only compares them. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseError } from '@nilecare/database';
import { DevDatabaseError } from '@nilecare/dev-database';
import { MigrateError, describeError } from '@nilecare/migrate';
import { deviations, deviationText, type Deviation } from './documents/compare.ts';
import { DocumentError } from './documents/document-error.ts';
import { documents } from './documents/documents.ts';
import { readOptions, usage, UsageError, type DocsOptions } from './documents/options.ts';
import { writeTexts } from './documents/write-texts.ts';

const root = path.resolve(import.meta.dirname, '..');

try {
  const options = readOptions(process.argv.slice(2), documents);
  if (options === 'help') console.log(usage);
  else await checkOrWrite(options);
} catch (error) {
  if (!isUsersMatter(error)) throw error;
  console.error(`docs:write: ${error instanceof MigrateError ? describeError(error) : error.message}`);
  process.exitCode = 1;
}

async function checkOrWrite({ action, documents: chosen, server }: DocsOptions): Promise<void> {
  const found = deviations(await writeTexts(root, server, chosen), readText);
  for (const deviation of found) {
    if (action === 'check') console.error(deviationText(deviation));
    else writeDocument(deviation);
  }
  if (found.length === 0) console.log(`${chosen.length} documents are what the schemas say.`);
  else if (action === 'check') process.exitCode = 1;
}

function writeDocument({ path: name, text }: Deviation): void {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
  console.log(`Wrote ${name}`);
}

function readText(name: string): string | undefined {
  try {
    return readFileSync(path.join(root, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Not a fault of this program: an option, the map, a server that cannot be had, a migration that fails. */
function isUsersMatter(error: unknown): error is Error {
  return [UsageError, DocumentError, DatabaseError, MigrateError, DevDatabaseError].some(
    (kind) => error instanceof kind,
  );
}
