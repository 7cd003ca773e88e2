import { execFile } from 'node:child_process';
import { RefusedError } from '../errors.ts';

/** A file of a commit. */
export interface GitFile {
  /** Relative to the top of the checkout, with `/`. */
  readonly path: string;
  /** Name of its content. */
  readonly blob: string;
}

/** Variables of the process, by name. */
type Environment = Readonly<Record<string, string | undefined>>;

/** A checkout, read and changed through the `git` program. */
export interface Checkout {
  /** Absolute path of its top, symbolic links resolved. */
  readonly root: string;
  /** The commit of a branch, of `origin/<branch>` where there is no local one, or of anything else that names one. */
  resolve(branch: string): Promise<string>;
  /** The newest commit that HEAD and this one share. */
  mergeBase(commit: string): Promise<string>;
  /** How many commits `origin/<branch>` has that the local branch lacks; 0 where there is no such pair. */
  commitsBehind(branch: string): Promise<number>;
  /** Regular files below a folder (relative to the top; empty for all of it). */
  files(commit: string, folder: string): Promise<readonly GitFile[]>;
  /** Contents by blob. */
  contents(blobs: readonly string[]): Promise<ReadonlyMap<string, Buffer>>;
  /** Which of these paths, relative to the top, git knows. */
  tracked(paths: readonly string[]): Promise<ReadonlySet<string>>;
  /** `git mv`; never over another file. */
  move(from: string, to: string): Promise<void>;
}

/**
 * The checkout that a folder is in.
 *
 * @throws RefusedError `GIT` when there is no git program, the folder is in no checkout, or git fails
 */
export async function openCheckout(folder: string, environment: Environment): Promise<Checkout> {
  const runIn = (cwd: string) => (args: readonly string[], input?: string) =>
    run(cwd, environment, args, input);
  const top = await runIn(folder)(['rev-parse', '--show-toplevel']);
  if (top.code !== 0)
    throw refused(
      `${folder} is in no git checkout that can be read: ${top.stderr}. Run check inside of one.`,
    );
  const root = top.stdout.toString().replace(/\r?\n$/, '');
  const git = runIn(root);
  return {
    root,
    resolve: (branch) => resolveBranch(git, branch),
    mergeBase: (commit) => mergeBase(git, commit),
    commitsBehind: async (branch) => {
      const range = `refs/heads/${branch}..refs/remotes/origin/${branch}`;
      const { code, stdout } = await git(['rev-list', '--count', '--end-of-options', range, '--']);
      return code === 0 ? Number(stdout.toString()) : 0;
    },
    files: async (commit, below) => {
      const folders = below === '' ? [] : ['--', `${below}/`];
      return readTree(
        (await must(git, ['ls-tree', '-r', '-z', '--full-tree', commit, ...folders])).toString(),
      );
    },
    contents: async (blobs) =>
      blobs.length === 0 ? new Map() : readBatch(await must(git, ['cat-file', '--batch'], blobs.join('\n'))),
    tracked: async (paths) => {
      if (paths.length === 0) return new Set();
      const listed = await must(git, ['--literal-pathspecs', 'ls-files', '-z', '--', ...paths]);
      return new Set(listed.toString().split('\0'));
    },
    move: async (from, to) => void (await must(git, ['mv', '--', from, to])),
  };
}

interface Ended {
  readonly code: number;
  readonly stdout: Buffer;
  /** Its first line. */
  readonly stderr: string;
}

type Git = (args: readonly string[], input?: string) => Promise<Ended>;

/** In a hook, git sets variables that would lead it to another place than the folder. */
const hookVariables = {
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_PREFIX: undefined,
};

function run(cwd: string, environment: Environment, args: readonly string[], input?: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...environment, ...hookVariables, LC_ALL: 'C' };
    const options = { cwd, env, encoding: 'buffer', maxBuffer: Infinity, windowsHide: true } as const;
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') {
        reject(refused('check needs the program git, which is not on the PATH. Install it.'));
        return;
      }
      const [firstLine = ''] = stderr.toString().split(/\r?\n/);
      resolve({ code: error ? Number(error.code ?? 1) || 1 : 0, stdout, stderr: firstLine });
    });
    // A git that ends early is told of by its exit code.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

async function must(git: Git, args: readonly string[], input?: string): Promise<Buffer> {
  const { code, stdout, stderr } = await git(args, input);
  if (code === 0) return stdout;
  throw refused(`git ${args.find((word) => !word.startsWith('-')) ?? ''} failed: ${stderr}`);
}

async function resolveBranch(git: Git, branch: string): Promise<string> {
  for (const name of [branch, `refs/remotes/origin/${branch}`]) {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    const { code, stdout } = await git(args);
    if (code === 0) return stdout.toString().trim();
  }
  const plain = branch.replace(/^origin\//, '');
  throw refused(
    `There is no branch ${branch} here. Fetch it first: git fetch origin ${plain}:refs/remotes/origin/${plain}`,
  );
}

async function mergeBase(git: Git, commit: string): Promise<string> {
  const { code, stdout, stderr } = await git(['merge-base', 'HEAD', commit]);
  if (code === 0) return stdout.toString().trim();
  if (code !== 1) throw refused(`git merge-base failed: ${stderr}`);
  const shallow = (await must(git, ['rev-parse', '--is-shallow-repository'])).toString().trim() === 'true';
  throw refused(
    shallow
      ? 'This checkout is shallow and lacks the commit where the branches parted. Fetch it: git fetch --unshallow'
      : 'The branches have no commit in common: nothing can be compared.',
  );
}

/** Links and submodules are no files that could be compared. */
function readTree(listed: string): readonly GitFile[] {
  return listed.split('\0').flatMap((line) => {
    const [, blob, path] = /^100\d{3} blob ([\da-f]+)\t(.*)$/s.exec(line) ?? [];
    return blob !== undefined && path !== undefined ? [{ blob, path }] : [];
  });
}

/** `<blob> blob <bytes>`, a line end, the content, a line end; and so on. */
function readBatch(output: Buffer): ReadonlyMap<string, Buffer> {
  const contents = new Map<string, Buffer>();
  for (let at = 0; at < output.length;) {
    const lineEnd = output.indexOf('\n', at);
    const [blob = '', type, size = ''] = output.toString('utf8', at, lineEnd).split(' ');
    if (type !== 'blob')
      throw refused(`git does not have the content ${blob} (a partial clone without network?).`);
    const start = lineEnd + 1;
    contents.set(blob, output.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return contents;
}

function refused(message: string): RefusedError {
  return new RefusedError('GIT', message);
}
