// `npm test`: installs and builds what is missing, then runs every test, or those that the arguments name.
// Arguments go to vitest: `npm test -- shared/migrate -t planner`.
const { ensureInstalled, run, tool } = require('./run.cjs');

ensureInstalled();
const built = run(tool('turbo'), ['run', 'build', '--output-logs=errors-only']);
process.exitCode = built === 0 ? run(tool('vitest'), ['run', ...process.argv.slice(2)]) : built;
