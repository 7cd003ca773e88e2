// `npm run test:isolation`: what each of the nine users may do, tried on a server of each kind and printed as a matrix.
const path = require('node:path');
const { ensureInstalled, run, tool } = require('./run.cjs');

const usage = `Usage: npm run test:isolation [-- [--json=FILE] [text]]

Tries what the nine users of database/service-map.json may do, and what they may not, on a server of each kind that is
started for it, or on the one that NILECARE_TEST_URL names. Prints a matrix of things and users: docs/isolation.md.

  --json=FILE   write the matrix as JSON too
  text          only the things whose name holds it
  --help        this text`;

const args = process.argv.slice(2);
const json = args.find((word) => word.startsWith('--json='))?.slice('--json='.length);
const texts = args.filter((word) => !word.startsWith('-'));
const unknown = args.filter((word) => word.startsWith('-') && !/^--(?:help$|json=.)/.test(word));

if (args.includes('--help')) console.log(usage);
else if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}\n\n${usage}`);
  process.exitCode = 1;
} else {
  ensureInstalled();
  if (json) process.env.NILECARE_ISOLATION_JSON = path.resolve(json);
  const built = run(tool('turbo'), ['run', 'build', '--output-logs=errors-only']);
  process.exitCode =
    built ||
    run(tool('vitest'), [
      'run',
      'database/test/isolation/',
      ...texts.flatMap((text) => ['-t', text]),
      '--reporter=default',
      '--reporter=./database/test/isolation/reporter.ts',
    ]);
}
