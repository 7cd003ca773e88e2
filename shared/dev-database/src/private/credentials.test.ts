import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addCredentials, readCredentials, removeCredentials } from './credentials.ts';

describe('credentials.env', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'nilecare-credentials-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('is empty where there is none', async () => {
    expect(await readCredentials(root)).toEqual({});
  });

  it('is the owner’s alone, as is its folder', async () => {
    await addCredentials(root, { DB_PASSWORD: 'one' });
    expect((await stat(path.join(root, '.nilecare/credentials.env'))).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(root, '.nilecare'))).mode & 0o777).toBe(0o700);
  });

  it('keeps every entry when twenty callers add theirs at once, and leaves no other file', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `USER_${index}`);
    await Promise.all(names.map((name) => addCredentials(root, { [name]: name.toLowerCase() })));
    expect(Object.keys(await readCredentials(root)).sort()).toEqual([...names].sort());
    expect((await readdir(path.join(root, '.nilecare'))).sort()).toEqual(['.gitignore', 'credentials.env']);
  });

  it('replaces an entry and keeps the others', async () => {
    await addCredentials(root, { A: '1', B: '2' });
    expect(await addCredentials(root, { A: '3' })).toEqual({ A: '3', B: '2' });
  });

  it('keeps what another process was first to add, when told so, but no empty entry', async () => {
    await addCredentials(root, { A: '1', B: '' });
    expect(await addCredentials(root, { A: '3', B: '4', C: '5' }, 'kept')).toEqual({
      A: '1',
      B: '4',
      C: '5',
    });
  });

  it('takes entries out and keeps the others with their comments', async () => {
    await addCredentials(root, { A: '1', B: '2' });
    expect(await removeCredentials(root, ['A', 'C'])).toEqual({ B: '2' });
    const text = await readFile(path.join(root, '.nilecare/credentials.env'), 'utf8');
    expect(text).toMatch(/^# .*\nB=2\n$/);
  });

  it('refuses a value that would break the file, without repeating it', async () => {
    const error = await addCredentials(root, { A: 'se\ncret' }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'USAGE' });
    expect(String(error)).not.toContain('cret');
  });
});
