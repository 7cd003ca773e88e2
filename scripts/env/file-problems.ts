import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What is wrong with the `.env` files of a folder as files: who may read them, and whether Git has them. */
export function fileProblems(root: string, folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^\.env(\.|$)/.test(name) && name !== '.env.example')
    .sort()
    .flatMap((name) => {
      const file = path.join(folder, name);
      return [...modeProblems(root, file), ...gitProblems(root, file)];
    });
}

function modeProblems(root: string, file: string): string[] {
  // Windows has access lists instead of modes.
  if (process.platform === 'win32') return [];
  const mode = statSync(file).mode & 0o777;
  if ((mode & 0o077) === 0) return [];
  const name = path.relative(root, file);
  return [
    `${name} is open to other users (mode ${mode.toString(8).padStart(4, '0')}). Try: chmod 600 ${name}`,
  ];
}

/** Nothing where there is no Git, or no repository: such a copy cannot be committed. */
function gitProblems(root: string, file: string): string[] {
  const name = path.relative(root, file);
  if (git(root, ['ls-files', '--error-unmatch', '--', file]) === 0)
    return [
      `${name} is in Git. Take it out (git rm --cached ${name}) and change every secret that it has held.`,
    ];
  if (git(root, ['check-ignore', '--quiet', '--', file]) !== 1) return [];
  return [`${name} is not ignored by Git. Add it to .gitignore.`];
}

function git(cwd: string, args: readonly string[]): number | null {
  return spawnSync('git', args, { cwd, stdio: 'ignore' }).status;
}
