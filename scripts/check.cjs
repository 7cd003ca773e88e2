// `npm run check`: the whole gate. `--static` leaves the tests out. Shell scripts are checked where shellcheck is installed,
// as it is in GitHub Actions: no package of npm holds it.
const { spawnSync } = require('node:child_process');
const { availableParallelism } = require('node:os');
const { ensureInstalled, run, runApart, tool } = require('./run.cjs');

/** Each needs what is built, and no other; the longest first. */
const steps = [
  ['secrets', 'secretlint', ['--maskSecrets', '**/*']],
  ['documents', 'tsx', ['scripts/docs-check.ts', '--static']],
  ['types', 'turbo', ['run', 'typecheck', '--continue', '--output-logs=errors-only']],
  ['lint', 'turbo', ['run', 'lint', '--continue', '--output-logs=errors-only']],
  ['lint of the scripts', 'eslint', ['scripts', '.github', '*.js', '*.mjs', '*.mts']],
  ['format', 'prettier', ['--check', '--log-level=warn', '.']],
  ['unused code', 'knip', []],
  ['package @nilecare/migrate', 'publint', ['shared/migrate', '--strict']],
  ['package @nilecare/config-validator', 'publint', ['shared/config-validator', '--strict']],
  ['written files', 'nilecare-db', ['write', '--check']],
  ['.env.example files', 'tsx', ['scripts/env-write.ts', '--check']],
  ['workflows', 'tsx', ['scripts/lint-workflows.ts']],
];

const shellScripts = ['scripts/setup-phase1.sh', '.ci/run'];

const usage = `Usage: npm run check [-- --static]

The whole gate: build, ${steps.map(([name]) => name).join(', ')}, shell scripts, tests.

  --static   without the tests
  --help     this text`;

const unknown = process.argv.slice(2).filter((word) => !/^--(?:static|help)$/.test(word));

if (process.argv.includes('--help')) console.log(usage);
else if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}\n\n${usage}`);
  process.exitCode = 1;
} else void check();

async function check() {
  ensureInstalled();
  console.log('check: build');
  const isBuilt = run(tool('turbo'), ['run', 'build', '--output-logs=errors-only']) === 0;
  const names = isBuilt ? await runSteps() : ['build'];
  if (!process.argv.includes('--static') && run(process.execPath, ['scripts/test.cjs']) !== 0)
    names.push('tests');
  console.log(names.length === 0 ? 'check: all good' : `check: failed: ${names.join(', ')}`);
  process.exitCode = names.length === 0 ? 0 : 1;
}

/** As many at once as there are processors. Returns the names of those that failed. */
async function runSteps() {
  const left = steps.map(([name, command, args]) => [name, tool(command), args]);
  if (spawnSync('shellcheck', ['--version']).status === 0)
    left.push(['shell scripts', 'shellcheck', shellScripts]);
  else console.log('check: shell scripts: left out, because shellcheck is not installed');
  const failed = [];
  const lane = async () => {
    for (let step = left.shift(); step; step = left.shift()) {
      const [name, command, args] = step;
      const { status, output } = await runApart(command, args);
      console.log(`check: ${name}${status === 0 ? '' : ': failed'}`);
      process.stdout.write(output);
      if (status !== 0) failed.push(name);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return failed;
}
