// `npm run check`: the whole gate. `--static` leaves the tests out. Shell scripts are checked where shellcheck is installed,
// as it is in GitHub Actions: no package of npm holds it.
const { spawnSync } = require('node:child_process');
const { ensureInstalled, run, tool } = require('./run.cjs');

const steps = [
  ['build', 'turbo', ['run', 'build', '--output-logs=errors-only']],
  ['types', 'turbo', ['run', 'typecheck', '--continue', '--output-logs=errors-only']],
  ['lint', 'turbo', ['run', 'lint', '--continue', '--output-logs=errors-only']],
  ['lint of the scripts', 'eslint', ['scripts', '.github', '*.js', '*.mts']],
  ['format', 'prettier', ['--check', '--log-level=warn', '.']],
  ['unused code', 'knip', []],
  ['package @nilecare/migrate', 'publint', ['shared/migrate', '--strict']],
  ['package @nilecare/config-validator', 'publint', ['shared/config-validator', '--strict']],
  ['secrets', 'secretlint', ['--maskSecrets', '**/*']],
  ['written files', 'nilecare-db', ['write', '--check']],
  ['.env.example files', 'tsx', ['scripts/env-write.ts', '--check']],
  ['documents', 'tsx', ['scripts/docs-check.ts', '--static']],
  ['workflows', 'tsx', ['scripts/lint-workflows.ts']],
];

const shellScripts = ['scripts/setup-phase1.sh', '.ci/run'];

const usage = `Usage: npm run check [-- --static]

The whole gate: ${steps.map(([name]) => name).join(', ')}, shell scripts, tests.

  --static   without the tests
  --help     this text`;

const unknown = process.argv.slice(2).filter((word) => !/^--(?:static|help)$/.test(word));

if (process.argv.includes('--help')) console.log(usage);
else if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}\n\n${usage}`);
  process.exitCode = 1;
} else check();

function check() {
  ensureInstalled();
  const failed = steps.filter(([name, command, args]) => {
    console.log(`check: ${name}`);
    return run(tool(command), args) !== 0;
  });
  const names = failed.map(([name]) => name);
  if (spawnSync('shellcheck', ['--version']).status !== 0)
    console.log('check: shell scripts: left out, because shellcheck is not installed');
  else {
    console.log('check: shell scripts');
    if (run('shellcheck', shellScripts) !== 0) names.push('shell scripts');
  }
  if (!process.argv.includes('--static') && run(process.execPath, ['scripts/test.cjs']) !== 0)
    names.push('tests');
  console.log(names.length === 0 ? 'check: all good' : `check: failed: ${names.join(', ')}`);
  process.exitCode = names.length === 0 ? 0 : 1;
}
