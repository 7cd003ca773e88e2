/** `npm run status`: the databases of all services on one screen, as JSON, or as a page. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { styleText } from 'node:util';
import { DatabaseError } from '@nilecare/database';
import { DevDatabaseError } from '@nilecare/dev-database';
import { statusPage } from './status/html/page.ts';
import type { PlatformStatus } from './status/model.ts';
import { readOptions, usage, UsageError, type StatusOptions } from './status/options.ts';
import { readDiagrams } from './status/read-diagrams.ts';
import { readStatus } from './status/read-status.ts';
import { statusJson } from './status/status-json.ts';
import { statusText, type Paint } from './status/status-text.ts';

const root = path.resolve(import.meta.dirname, '..');
const paint: Paint = (format, text) =>
  process.stdout.isTTY && process.stdout.hasColors() ? styleText(format, text) : text;

// The reader of the output may go away (`| head`).
process.stdout.on('error', () => process.exit(1));

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') end(usage, 0);
  else await run(options);
} catch (error) {
  if (!isUsersMistake(error)) throw error;
  console.error(`status: ${error.message}`);
  process.exitCode = 1;
}

async function run(options: StatusOptions): Promise<void> {
  const status = await readStatus({ ...options, root, environment: process.env });
  const text = options.output === 'json' ? statusJson(status) : statusText(status, paint);
  if (options.page !== undefined) await writePage(options, options.page, status);
  end(text, status.attention.length === 0 ? 0 : 1);
}

/** Where it went is said beside the output, which may be JSON. */
async function writePage(options: StatusOptions, file: string, status: PlatformStatus): Promise<void> {
  const diagrams = await readDiagrams(status, { ...options, root, environment: process.env }).catch(
    (error: unknown) => {
      // The page says what is known; whoever went away meanwhile is away in the next one.
      console.error(`Without diagrams: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    },
  );
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await writeFile(file, statusPage(status, diagrams));
  console.error(`Wrote ${file}`);
}

/** Whoever did not answer in time may keep a connection open, which is not waited for. */
function end(text: string, code: number): void {
  process.stdout.write(`${text}\n`, () => process.exit(code));
}

/** Those of the file system tell of a page that cannot be written there. */
function isUsersMistake(error: unknown): error is Error {
  if (error instanceof UsageError || error instanceof DatabaseError || error instanceof DevDatabaseError)
    return true;
  return error instanceof Error && 'syscall' in error && 'path' in error;
}
