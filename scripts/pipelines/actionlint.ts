import { spawnSync } from 'node:child_process';

/** The version that is asked for where Go fetches it. */
const version = 'v1.7.12';

/** What actionlint said, or why it was not asked. */
export type ActionlintResult =
  | { readonly kind: 'ran'; readonly code: number; readonly output: string }
  | { readonly kind: 'left-out'; readonly reason: string };

/**
 * Runs actionlint over the workflows of a repository: the one on PATH, else the one that Go fetches and compares with its
 * checksum database. The packages of npm hold builds from before 2023, which do not know `vars`. It uses shellcheck for
 * the scripts where that is installed.
 */
export function runActionlint(root: string): ActionlintResult {
  const installed = run(root, 'actionlint', []);
  if (installed) return installed;
  if (spawnSync('go', ['version']).status !== 0)
    return { kind: 'left-out', reason: 'neither actionlint nor Go is installed' };
  const fetched = run(root, 'go', ['run', `github.com/rhysd/actionlint/cmd/actionlint@${version}`]);
  if (!fetched || isOffline(fetched.output))
    return { kind: 'left-out', reason: `Go could not fetch actionlint ${version}` };
  return fetched;
}

function run(
  root: string,
  program: string,
  args: readonly string[],
): Extract<ActionlintResult, { kind: 'ran' }> | undefined {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (error) return undefined;
  return { kind: 'ran', code: status ?? 1, output: `${stdout}${stderr}`.trim() };
}

/** Go's words where the module cannot be had; a finding of actionlint begins with a file. */
function isOffline(output: string): boolean {
  return /^go: .*(?:dial tcp|no such host|module lookup disabled|i\/o timeout|connection refused|requires go )/m.test(
    output,
  );
}
