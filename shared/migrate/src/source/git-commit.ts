import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The commit that is checked out where a folder is, 40 or 64 hexadecimal digits; undefined outside of a checkout, and in
 * one that keeps its branches in another way than files. Read from git's own files, so that no git program is needed.
 */
export async function checkedOutCommit(folder: string): Promise<string | undefined> {
  const at = path.resolve(folder);
  const git = await gitFolder(path.join(at, '.git'));
  if (git !== undefined) return commitOf(git);
  return path.dirname(at) === at ? undefined : checkedOutCommit(path.dirname(at));
}

/** A worktree and a submodule have a file that names the folder (gitrepository-layout). */
async function gitFolder(name: string): Promise<string | undefined> {
  if ((await textOf(path.join(name, 'HEAD'))) !== undefined) return name;
  const named = /^gitdir: (.+)$/m.exec((await textOf(name)) ?? '')?.[1];
  return named === undefined ? undefined : path.resolve(path.dirname(name), named);
}

async function commitOf(git: string): Promise<string | undefined> {
  const head = (await textOf(path.join(git, 'HEAD')))?.trim() ?? '';
  const branch = /^ref: (refs\/.+)$/.exec(head)?.[1];
  if (branch === undefined) return hash(head);
  const common = path.resolve(git, (await textOf(path.join(git, 'commondir')))?.trim() ?? '.');
  return hash((await textOf(path.join(common, branch))) ?? '') ?? packed(common, branch);
}

async function packed(common: string, branch: string): Promise<string | undefined> {
  const lines = ((await textOf(path.join(common, 'packed-refs'))) ?? '').split('\n');
  const line = lines.find((each) => each.trimEnd().endsWith(` ${branch}`));
  return hash(line?.split(' ')[0] ?? '');
}

function hash(text: string): string | undefined {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.exec(text.trim())?.[0];
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
