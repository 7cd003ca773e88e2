import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret } from '@nilecare/config-validator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everythingOf, login, open } from './helpers.ts';

it('a password in the environment stays as it is', async () => {
  const provider = open({ kind: 'fixed', password: new Secret('granite-heron') });
  expect(await login(provider)).toBe('auth_user:granite-heron');
  expect(await provider.refresh()).toBe(false);
});

describe('E10: a password in a file', () => {
  let folder: string;
  let path: string;
  let lines: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'secret file '));
    path = join(folder, 'password');
    lines = [];
    await writeFile(path, 'granite-heron\n');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const openFile = () =>
    open(
      { kind: 'file', path, password: new Secret('as-it-was') },
      { report: (line) => void lines.push(line) },
    );

  it('is read again after a refused login', async () => {
    const provider = openFile();
    expect(await login(provider)).toBe('auth_user:granite-heron');
    await writeFile(path, 'rotated-heron\n');
    expect(await login(provider)).toBe('auth_user:granite-heron');
    expect(await provider.refresh()).toBe(true);
    expect(await login(provider)).toBe('auth_user:rotated-heron');
  });

  it('is kept while the file is away or broken, with one line for each look', async () => {
    const provider = openFile();
    await provider.current();
    await rm(path);
    expect(await provider.refresh()).toBe(false);
    await writeFile(path, 'two-lines\nrotated-heron\n');
    expect(await provider.refresh()).toBe(false);
    expect(await login(provider)).toBe('auth_user:granite-heron');
    expect(lines).toEqual([
      `The password file ${path} cannot be used: its variable names a file that cannot be read (ENOENT). The server refuses the last credentials.`,
      `The password file ${path} cannot be used: its variable names a file with more than one line, or with control characters. The server refuses the last credentials.`,
    ]);
  });

  it('that is not there at the start is an error', async () => {
    await rm(path);
    expect(await everythingOf(openFile().current())).toContain('SECRET_FILE_UNUSABLE');
  });
});
