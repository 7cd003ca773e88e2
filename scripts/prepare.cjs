// Runs after `npm ci` and `npm install`: builds every package, so that each command works at once, and sets
// up the git hooks. Does nothing where it cannot (no development dependencies, no git checkout).
// npm calls its part done before this runs, so a mark of our own tells setup-phase1 whether the build was finished.
const { existsSync, rmSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { root, run, tool } = require('./run.cjs');

const canBuild = existsSync(tool('turbo')) && existsSync(tool('tsc'));
const hasHooks = existsSync(tool('lefthook')) && existsSync(path.join(root, '.git')) && !process.env.CI;

if (hasHooks) run(tool('lefthook'), ['install']);
if (canBuild) {
  const mark = path.join(root, 'node_modules', '.nilecare-built');
  rmSync(mark, { force: true });
  process.exitCode = run(tool('turbo'), ['run', 'build', '--output-logs=errors-only']);
  if (process.exitCode === 0) writeFileSync(mark, '');
}
