// `npm run conformance`: this engine against what the real Flyway answered, case by case, with a table by setting and
// every deliberate difference. `--record` asks the real Flyway again and writes its answers down.
const path = require('node:path');
const { ensureInstalled, run, tool } = require('./run.cjs');

const usage = `Usage: npm run conformance [-- [--record] [--corpus=FOLDER] [text ...]]

Compares this engine with the answers of the real Flyway that stand beside the cases of
shared/migrate/test/conformance/cases, and prints a table.

  --record    ask the real Flyway (its folder in FLYWAY_HOME, or flyway on PATH; a Java 17 to 23) and write its answers down
  --corpus=   compare on the migrations of a project: FOLDER holds migrations/, and a flyway.conf when it needs one;
              asks the real Flyway as well
  text        only test files or cases whose path or title holds it (a second text: the title)
  --help      this text`;

const args = process.argv.slice(2);
const corpus = args.find((word) => word.startsWith('--corpus='))?.slice('--corpus='.length);
const [file = corpus ? 'corpus.test.ts' : '', ...titles] = args.filter((word) => !word.startsWith('-'));
const unknown = args.filter((word) => word.startsWith('-') && !/^--(?:record$|help$|corpus=)/.test(word));

if (args.includes('--help')) console.log(usage);
else if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}\n\n${usage}`);
  process.exitCode = 1;
} else {
  ensureInstalled();
  if (corpus) process.env.NILECARE_CONFORMANCE_CORPUS = path.resolve(corpus);
  process.env.NILECARE_CONFORMANCE = args.includes('--record') ? 'record' : 'compare';
  process.exitCode = run(tool('vitest'), [
    'run',
    `shared/migrate/test/conformance/${file}`,
    ...titles.flatMap((title) => ['-t', title]),
    '--reporter=default',
    '--reporter=./shared/migrate/test/conformance/reporter.ts',
  ]);
}
