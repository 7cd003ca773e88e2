// `npm run bench`: builds what is not built, then measures (shared/bench).
const { ensureInstalled, run, runHere, tool } = require('./run.cjs');

ensureInstalled();
const built = run(tool('turbo'), ['run', 'build', '--output-logs=errors-only']);
if (built === 0) runHere('../shared/bench/src/cli/main.ts');
else process.exitCode = built;
