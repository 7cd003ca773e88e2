// `npm run test:server`: the tests that ask the given server and no other, on the one that NILECARE_TEST_URL names.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { ensureInstalled, root, run, tool } = require('./run.cjs');

const usage = `Usage: NILECARE_TEST_URL=mysql://USER:PASSWORD@HOST:PORT/ npm run test:server [-- [--list] [vitest's arguments]]

Runs the tests of shared/migrate, shared/secrets, shared/service and database that take every server from
NILECARE_TEST_URL. Tests that start servers of their own are left out: they would say nothing about this one. The
account must be an administrator's. Only schemas and users that the tests create are touched.

  --list   only print the test files
  --help   this text`;

/** What a server that others have set up may not allow. */
const leftOut = new Map([
  [
    'shared/migrate/src/execute/recover.test.ts',
    'writes rows of tables without transactions inside of transactions, which a server with enforce_gtid_consistency refuses',
  ],
  [
    'shared/service/test/rotation.test.ts',
    'one of its logins with RETAIN CURRENT PASSWORD was refused (1045) on MySQL 9.7 with a binary log; the cause is not known',
  ],
]);
const folders = ['shared/migrate', 'shared/secrets', 'shared/service', 'database'];
const args = process.argv.slice(2);

if (args.includes('--help')) console.log(usage);
else if (args.includes('--list')) console.log(testFiles().join('\n'));
else if (!process.env.NILECARE_TEST_URL) {
  console.error(`NILECARE_TEST_URL is not set.\n\n${usage}`);
  process.exitCode = 1;
} else {
  for (const [file, reason] of leftOut) console.log(`Left out: ${file}: ${reason}.`);
  ensureInstalled();
  const built = run(tool('turbo'), ['run', 'build', '--output-logs=errors-only']);
  process.exitCode = built || run(tool('vitest'), ['run', ...testFiles(), ...args]);
}

/** Relative to the root, with slashes, as vitest compares them. */
function testFiles() {
  return folders
    .flatMap((folder) => filesBelow(path.join(root, folder)))
    .filter((file) => asksTheGivenServerOnly(readFileSync(file, 'utf8')))
    .map((file) => path.relative(root, file).replaceAll(path.sep, '/'))
    .filter((file) => !leftOut.has(file));
}

function asksTheGivenServerOnly(text) {
  return /\btestServers\(/.test(text) && !/\b(?:startThrowawayServer|testClient|setStage)\b/.test(text);
}

function filesBelow(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) return /^(?:node_modules|dist)$/.test(entry.name) ? [] : filesBelow(file);
    return entry.name.endsWith('.test.ts') ? [file] : [];
  });
}
