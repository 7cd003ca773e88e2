import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const entry = path.resolve(import.meta.dirname, '..', 'lint-workflows.ts');

it('names file and line of what the parser of GitHub and our rules refuse', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'workflows '));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(path.join(folder, '.github', 'workflows'), { recursive: true });
  const text = `on: push
permissions: {}
jobs:
  a:
    runs-on: ubuntu-latest
    stepz: 1
    steps:
      - run: echo
        env:
          A: \${{ foo.bar }}
`;
  await writeFile(path.join(folder, '.github', 'workflows', 'w.yml'), text);

  const { code, stderr } = await lint(folder);
  expect(code).toBe(1);
  expect(stderr.trim().split('\n')).toEqual([
    ".github/workflows/w.yml:6: Unexpected value 'stepz'",
    ".github/workflows/w.yml:10: Unrecognized named-value: 'foo'",
    '.github/workflows/w.yml:4: a has no timeout-minutes',
  ]);
});

/** Without a PATH, so that no actionlint is found. */
function lint(folder: string): Promise<{ readonly code: number; readonly stderr: string }> {
  const args = ['--import', import.meta.resolve('tsx'), entry, folder];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, PATH: '' } }, (error, _, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stderr });
    });
  });
}
