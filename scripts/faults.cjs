// `npm run test:faults`: breaks runs of the engine in every numbered way, and at random, and prints what was seen.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { ensureInstalled, root, run, tool } = require('./run.cjs');

const usage = `Usage: npm run test:faults [-- [--only T5,T8] [--seed N] [--kills N] [--server KIND] [--json FILE] [--quick]]

Runs the tests of shared/migrate whose names begin with the number of a fault, on servers that are started for it, then
kills a migration of 60 statements again and again at random moments. Prints a table by number: docs/faults.md.

  --only LIST    only these numbers; 'kills' is the random kills
  --seed N       of the random kills; default: another each time, which is printed
  --kills N      how many of them; default 200
  --server KIND  mariadb or mysql; default both
  --json FILE    write the table as JSON too
  --quick        as the gate does: small tables, 20 kills
  --help         this text`;

const folder = path.join(root, 'shared', 'migrate');
const { options, unknown } = parse(process.argv.slice(2));

if (options.help) console.log(usage);
else if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}\n\n${usage}`);
  process.exitCode = 1;
} else {
  ensureInstalled();
  const built = run(tool('turbo'), ['run', 'build', '--output-logs=errors-only']);
  process.exitCode = built || runTests();
}

function parse(words) {
  const options = { kills: '200' };
  const unknown = [];
  for (let index = 0; index < words.length; index++) {
    const [, name, value] = /^--(only|seed|kills|server|json|quick|help)(?:=(.*))?$/.exec(words[index]) ?? [];
    if (!name) unknown.push(words[index]);
    else if (name === 'quick' || name === 'help') options[name] = true;
    else options[name] = value ?? words[++index];
  }
  const number = ['seed', 'kills'].find((name) => name in options && !/^\d{1,9}$/.test(options[name] ?? ''));
  if (number) unknown.push(`--${number} ${options[number] ?? ''}`);
  if ('only' in options && !/^(T\d+|kills)(,(T\d+|kills))*$/.test(options.only ?? ''))
    unknown.push(`--only ${options.only ?? ''}`);
  return { options, unknown };
}

function runTests() {
  if (options.server) process.env.NILECARE_TEST_SERVERS = options.server;
  if (options.json) process.env.NILECARE_FAULTS_JSON = path.resolve(options.json);
  if (options.seed) process.env.NILECARE_FAULTS_SEED = options.seed;
  if (!options.quick)
    Object.assign(process.env, { NILECARE_FAULTS: 'full', NILECARE_FAULTS_KILLS: options.kills });
  const names = (options.only?.split(',') ?? ['T\\d+', 'kills']).map((name) =>
    name === 'kills' ? 'random kills' : name,
  );
  const pattern = `\\b(${names.join('|')})\\b`;
  process.env.NILECARE_FAULTS_PATTERN = pattern;
  const files = testFiles(folder).filter((file) => new RegExp(pattern).test(readFileSync(file, 'utf8')));
  return run(tool('vitest'), [
    'run',
    ...files.map((file) => path.relative(root, file)),
    '-t',
    pattern,
    '--reporter=default',
    '--reporter=./shared/migrate/test/faults/reporter.ts',
  ]);
}

function testFiles(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) return /^(?:node_modules|dist)$/.test(entry.name) ? [] : testFiles(file);
    return entry.name.endsWith('.test.ts') ? [file] : [];
  });
}
