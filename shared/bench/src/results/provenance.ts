import { execFile } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type as systemType } from 'node:os';
import { promisify } from 'node:util';
import type { Machine } from './model.ts';

/** What of this machine explains figures; nothing names it. */
export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    processors: availableParallelism(),
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${systemType()} ${release().split(/[.-]/).slice(0, 2).join('.')}`,
    node: process.versions.node,
  };
}

/** The short id of the commit, with a plus sign when files were changed; `unknown` outside of a checkout. */
export async function describeCommit(root: string): Promise<string> {
  const git = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)('git', [...args], { cwd: root })).stdout.trim();
  try {
    const id = await git('rev-parse', '--short=9', 'HEAD');
    // The results themselves change while rows are measured.
    const changes = await git('status', '--porcelain', '--', ':!shared/bench/results.json', ':!docs');
    return changes === '' ? id : `${id}+`;
  } catch {
    return 'unknown';
  }
}
