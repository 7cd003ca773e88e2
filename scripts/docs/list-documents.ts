import { execFileSync } from 'node:child_process';

/** The files of the repository, and those among them that are documents. */
export interface RepositoryFiles {
  /** Every file that Git has or would take, relative to the root, with slashes. */
  readonly files: readonly string[];
  /** Markdown files that people read; release notes and the data of tests are none. */
  readonly documents: readonly string[];
}

/**
 * Asks Git, so that a link to a file which only this machine has is a broken one.
 *
 * @throws Error when `root` is no checkout or there is no Git
 */
export function listDocuments(root: string): RepositoryFiles {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
    .split('\0')
    .filter((file) => file !== '');
  return { files, documents: documentsOf(files) };
}

/** The documents among files. */
export function documentsOf(files: readonly string[]): readonly string[] {
  return [...new Set(files)]
    .filter((file) => file.endsWith('.md') && !/^\.changeset\/|(?:^|\/)test\/.*\/cases\//.test(file))
    .sort();
}
