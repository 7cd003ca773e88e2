import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findTools } from './find-tools.ts';
import { peers } from './peers.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nilecare-peers-'));
  await mkdir(path.join(folder, 'bin'));
  const program = path.join(folder, 'bin', 'goose');
  await writeFile(program, '#!/bin/sh\necho goose version: v3.30.0\n');
  await chmod(program, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

test('a missing tool is an error that says how to install it and how to go without', async () => {
  const without = peers.map(({ name }) => name).filter((name) => !['goose', 'dbmate', 'knex'].includes(name));
  const found = findTools({ peers: folder, without, environment: {} });
  await expect(found).rejects.toThrow(
    new RegExp(
      `dbmate, knex\\.\n.*\n  dbmate: npm install --prefix ${folder}/node dbmate.*\n.*\n  without: --without dbmate,knex$`,
    ),
  );
});

test.skipIf(process.platform === 'win32')('a tool is asked for its version', async () => {
  const without = peers.map(({ name }) => name).filter((name) => name !== 'goose');
  const tools = await findTools({ peers: folder, without, environment: {} });
  expect(tools.map(({ name, version }) => [name, version])).toContainEqual(['goose', '3.30.0']);
  expect(tools.map(({ name }) => name)).toEqual(['nilecare', 'node', 'goose']);
});
