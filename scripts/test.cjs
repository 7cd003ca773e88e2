// `npm test`: installs and builds what is missing, then runs every test, or those that the arguments name.
// Arguments go to vitest: `npm test -- shared/migrate -t planner`.
const { ensureInstalled, run, tool } = require('./run.cjs');

const usage = `Usage: npm test [-- arguments of vitest]

Builds what is not built, then runs every test, or those whose files the arguments name, as in
npm test -- shared/migrate -t planner. All arguments go to vitest: npx vitest --help.

  -t TEXT   only tests whose names hold it
  --help    this text`;

if (process.argv.includes('--help')) console.log(usage);
else {
  ensureInstalled();
  const built = run(tool('turbo'), ['run', 'build', '--output-logs=errors-only']);
  process.exitCode = built === 0 ? run(tool('vitest'), ['run', ...process.argv.slice(2)]) : built;
}
