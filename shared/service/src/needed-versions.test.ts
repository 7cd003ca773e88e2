import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNeededVersions } from './needed-versions.ts';

describe('the versions that a folder of migrations asks for', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'needed versions '));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('come from versioned files only, also in subfolders, in numeric order', async () => {
    await mkdir(join(folder, 'later'));
    const files = [
      'V2__Two.sql',
      'V10__Ten.sql',
      'later/V1_2__One_two.sql',
      'U2__Two.sql',
      'R__Views.sql',
      'B2__State.sql',
      'V3__Three.sql.conf',
      'V4_Four.sql',
      'V__None.sql',
    ];
    for (const file of files) await writeFile(join(folder, file), '');
    const versions = await readNeededVersions(folder);
    expect(versions.map(({ text }) => text)).toEqual(['1.2', '2', '10']);
  });

  it('cannot be had from a folder without migrations', async () => {
    await expect(readNeededVersions(folder)).rejects.toMatchObject({
      code: 'MIGRATIONS_UNREADABLE',
      message: `No migration (V1__Name.sql) is in ${folder}, so the version that the schema needs is unknown.`,
    });
  });

  it('cannot be had from a folder that is missing', async () => {
    const missing = join(folder, 'gone');
    await expect(readNeededVersions(missing)).rejects.toMatchObject({
      code: 'MIGRATIONS_UNREADABLE',
      message: expect.stringContaining('cannot be read (ENOENT)') as string,
    });
  });
});
