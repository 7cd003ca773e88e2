import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNeededMigrations } from './needed-migrations.ts';

describe('the migrations that a service was built with', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'needed migrations '));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are those of its folder', async () => {
    for (const file of ['V2__Two.sql', 'V10__Ten.sql', 'R__View.sql', 'README.md'])
      await writeFile(join(folder, file), '');
    const migrations = await readNeededMigrations(folder);
    expect(migrations.map(({ script }) => script)).toEqual(['V2__Two.sql', 'V10__Ten.sql', 'R__View.sql']);
  });

  it('cannot be had from a folder without a version', async () => {
    await writeFile(join(folder, 'U1__One.sql'), '');
    await expect(readNeededMigrations(folder)).rejects.toMatchObject({
      code: 'MIGRATIONS_UNREADABLE',
      message: expect.stringContaining(
        `No migration (V1__Name.sql) is in ${folder}, so the version that the schema needs is unknown.\nTry: `,
      ) as string,
    });
  });

  it('cannot be had from a folder that is missing', async () => {
    await expect(readNeededMigrations(join(folder, 'gone'))).rejects.toMatchObject({
      code: 'MIGRATIONS_UNREADABLE',
      message: expect.stringMatching(/cannot be read: .*gone \(not found\)[^]*\nTry: deploy/) as string,
    });
  });

  it('cannot be had when two files have one version', async () => {
    for (const file of ['V1__One.sql', 'V01__Another.sql']) await writeFile(join(folder, file), '');
    await expect(readNeededMigrations(folder)).rejects.toMatchObject({ code: 'MIGRATIONS_UNREADABLE' });
  });
});
