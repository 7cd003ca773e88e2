/** What a large file costs, as a process; /proc/self/io is Linux's. */
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { once } from 'node:events';
import { testServers } from '@nilecare/dev-database/testing';
import { expect, it } from 'vitest';
import { createProject } from '../project.ts';

const mebibyte = 1024 * 1024;
const preload = path.join(import.meta.dirname, 'watch-memory.cjs');

/** As many statements as mebibytes, which the server has done with at once. */
async function writeLarge(file: string, mebibytes: number): Promise<number> {
  const stream = createWriteStream(file);
  for (let number = 0; number < mebibytes; number++) {
    const text = `DO LENGTH('${String(number).padEnd(mebibyte, 'ä b;')}');\n`;
    if (!stream.write(text)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
  return stream.bytesWritten;
}

it.runIf(process.platform === 'linux').each(testServers().slice(0, 1))(
  'a file of 80 MB takes little memory, and is read once for its checksum, once to check it and once to send it',
  { timeout: 120_000 },
  async (server) => {
    const project = await createProject(server, {});
    const size = await writeLarge(path.join(project.folder, 'V1__large.sql'), 64);
    const seenFile = path.join(project.root, 'seen.json');
    const env = { NODE_OPTIONS: `--require "${preload}"`, NILECARE_SEEN: seenFile };
    const { code, stderr } = await project.start(['migrate'], { env }).ended;
    expect(`${code} ${stderr}`).toBe('0 ');
    const seen = JSON.parse(await readFile(seenFile, 'utf8')) as {
      readonly peak: number;
      readonly read: number;
    };
    expect(size).toBeGreaterThan(80 * mebibyte);
    expect(seen.peak).toBeLessThan(160 * mebibyte);
    expect(seen.read).toBeGreaterThan(3 * size);
    expect(seen.read).toBeLessThan(3 * size + 16 * mebibyte);
  },
);
