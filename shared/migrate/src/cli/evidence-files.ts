import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, truncate } from 'node:fs/promises';
import path from 'node:path';

/** The files of one run. */
export interface EvidenceFiles {
  /** Absolute, without an extension. */
  readonly base: string;
  /** Names of the files of runs on the same database that had not ended when this one began. */
  readonly notEnded: readonly string[];
}

/** Owner and group, so that an auditor can be let in. */
const mode = 0o640;

/** Bytes that are taken on the disk from the start, so that the end of a usual run finds room. */
const reserved = 256 * 1024;

const startedSuffix = '.started.json';

/**
 * Looks for the runs that have not ended, and gives this one a name that no other has: time, command, database, and
 * eight random digits.
 *
 * @throws Error of the file system when the folder cannot be made or written to
 */
export async function nameFiles(
  folder: string,
  {
    started,
    command,
    database,
  }: { readonly started: Date; readonly command: string; readonly database: string },
): Promise<EvidenceFiles> {
  await mkdir(folder, { recursive: true, mode: 0o750 });
  const at = started.toISOString().replace(/[-:.]/g, '');
  const plain = database.replace(/[^\w-]/g, '_');
  const unique = randomBytes(4).toString('hex');
  const ours = new RegExp(`^\\d{8}T\\d{9}Z\\.[a-z]+\\.${plain}\\.[0-9a-f]{8}\\.started\\.json$`);
  const notEnded = (await readdir(folder)).filter((name) => ours.test(name)).sort();
  return { base: path.join(folder, `${at}.${command.replace(' ', '-')}.${plain}.${unique}`), notEnded };
}

/**
 * Writes the file of a run that has begun. Blanks behind the JSON take the room that the end will need.
 *
 * @returns bytes without the blanks
 * @throws Error of the file system; nothing is left behind then
 */
export async function writeStarted({ base }: EvidenceFiles, json: string): Promise<number> {
  const length = Buffer.byteLength(json);
  await writeWhole(`${base}${startedSuffix}`, json + ' '.repeat(Math.max(0, reserved - length)));
  return length;
}

/**
 * Puts the files of a run that has ended in the place of the first one: JSON, then HTML.
 *
 * @throws Error of the file system; the first file is still there then, without its blanks
 */
export async function writeEnded(
  { base }: EvidenceFiles,
  texts: { readonly json: string; readonly html: string; readonly startedLength: number },
): Promise<void> {
  const started = `${base}${startedSuffix}`;
  // Somebody may have taken it away; that is no reason to write nothing.
  await truncate(started, texts.startedLength).catch(() => undefined);
  await writeWhole(`${base}.html`, texts.html);
  await writeWhole(`${base}.json`, texts.json);
  await rm(started, { force: true });
}

/** Whole or not at all: written beside its place, to the disk, and then renamed. */
async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.tmp`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
