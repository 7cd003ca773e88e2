import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { EngineError } from '../engine-errors.ts';
import { describeError } from '../report/describe-error.ts';
import { locateFlyway } from './locate.ts';

/** A folder with the files named, all of them executable but those that end in `!`. */
function folderWith(...files: readonly string[]): string {
  const root = mkdtempSync(path.join(tmpdir(), 'locate-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const file of files) {
    const target = path.join(root, file.replace('!', ''));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, '', { mode: file.endsWith('!') ? 0o644 : 0o755 });
  }
  return root;
}

function locate(root: string, variables: Readonly<Record<string, string>>, platform = 'linux' as const) {
  const environment = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value.replaceAll('~', root)]),
  );
  const found = locateFlyway({ environment, platform, installations: path.join(root, 'installed') });
  return found && { ...found, executable: path.relative(root, found.executable) };
}

it('takes that of FLYWAY_HOME before one on PATH', () => {
  const root = folderWith('a/flyway', 'home/flyway');
  const source = 'FLYWAY_HOME';
  expect(locate(root, { PATH: '~/a', FLYWAY_HOME: '~/home' })).toEqual({ executable: 'home/flyway', source });
});

it('takes the first on PATH that can be run', () => {
  const root = folderWith('a/flyway!', 'b/flyway/not-a-file', 'c/flyway', 'd/flyway');
  const found = { executable: 'c/flyway', source: 'PATH' };
  expect(locate(root, { PATH: '~/none:~/a::~/b:~/c:~/d' })).toEqual(found);
});

it('takes the newest that node-flyway installed', () => {
  const root = folderWith(
    'installed/flyway-9.22.3/flyway',
    'installed/flyway-11.1.0/flyway',
    'installed/flyway-12.0.0/README.txt',
    'installed/.download-x/flyway-13.0.0/flyway',
  );
  const found = { executable: 'installed/flyway-11.1.0/flyway', source: 'node-flyway' };
  expect(locate(root, { PATH: '~/none' })).toEqual(found);
});

it('finds none where there is none', () => {
  expect(locate(folderWith(), { PATH: '~/none' })).toBeUndefined();
  expect(locate(folderWith(), {})).toBeUndefined();
});

it('refuses a FLYWAY_HOME without Flyway instead of taking another', () => {
  const root = folderWith('a/flyway', 'home/bin/flyway');
  const error = catchError(() => locate(root, { PATH: '~/a', FLYWAY_HOME: '~/home' }));
  expect(error.code).toBe('ENGINE_NOT_FOUND');
  expect(describeError(error)).toContain(`FLYWAY_HOME is ${root}/home, where there is no flyway`);
});

function catchError(run: () => unknown): EngineError {
  try {
    run();
  } catch (error) {
    if (error instanceof EngineError) return error;
  }
  throw new Error('expected an EngineError');
}
