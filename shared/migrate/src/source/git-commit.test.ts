import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { checkedOutCommit } from './git-commit.ts';

/** A checkout with one commit, and what git says of it. */
async function checkout() {
  const root = await mkdtemp(path.join(tmpdir(), 'git-commit '));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const folder = path.join(root, 'main', 'deep', 'migrations');
  await mkdir(folder, { recursive: true });
  const git = async (...args: readonly string[]) => {
    const names = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgSign=false'];
    const cwd = path.join(root, 'main');
    return (await promisify(execFile)('git', [...names, ...args], { cwd })).stdout.trim();
  };
  await git('init', '--quiet', '--initial-branch=work/one');
  await git('commit', '--quiet', '--allow-empty', '--no-verify', '--message=one');
  return { root, folder, git, commit: await git('rev-parse', 'HEAD') };
}

it('is found from a folder below, on a branch and without one', async () => {
  const { folder, git, commit } = await checkout();
  expect(await checkedOutCommit(folder)).toBe(commit);
  await git('checkout', '--quiet', '--detach');
  expect(await checkedOutCommit(folder)).toBe(commit);
});

it('is found of a packed branch, and in a worktree', async () => {
  const { root, folder, git, commit } = await checkout();
  await git('pack-refs', '--all');
  expect(await checkedOutCommit(folder)).toBe(commit);
  await git('worktree', 'add', '--quiet', '-b', 'two', path.join(root, 'second'));
  expect(await checkedOutCommit(path.join(root, 'second'))).toBe(commit);
});

it('is not there before the first commit, nor outside of a checkout', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'git-commit '));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  expect(await checkedOutCommit(root)).toBeUndefined();
  await promisify(execFile)('git', ['init', '--quiet'], { cwd: root });
  expect(await checkedOutCommit(root)).toBeUndefined();
});
