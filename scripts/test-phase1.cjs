// `npm run test:phase1`: installs and builds what is missing, then runs phase1.ts in this process, so that a signal
// which ends this one ends nothing half way.
const { ensureInstalled, run, runHere, tool } = require('./run.cjs');

ensureInstalled();
const isHelp = process.argv.some((word) => word === '--help' || word === '-h');
const built = isHelp ? 0 : run(tool('turbo'), ['run', 'build', '--output-logs=errors-only']);
if (built !== 0) process.exitCode = built;
else runHere('phase1.ts');
