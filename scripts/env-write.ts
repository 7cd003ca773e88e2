/** `npm run env:write`: writes the `.env.example` files from the specs; with `--check` only compares them. */
import path from 'node:path';
import { compareExamples, writeExamples } from './env/example-files.ts';
import { serviceFolders } from './env/services.ts';

const usage = `Usage: npm run env:write [-- --check]

Writes the .env.example of each service from its src/utils/env-specs.ts.

  --check   write nothing; exit code 1 when one differs`;

const root = path.resolve(import.meta.dirname, '..');
const [option, ...more] = process.argv.slice(2);
if (option === '--help' || option === '-h') console.log(usage);
else if (more.length > 0 || (option !== undefined && option !== '--check')) {
  console.error(`env:write: unknown option.\n\n${usage}`);
  process.exitCode = 1;
} else compareOrWrite(option === '--check');

function compareOrWrite(onlyCompare: boolean): void {
  const examples = compareExamples(serviceFolders(root));
  const names = examples.filter(({ isEqual }) => !isEqual).map(({ file }) => path.relative(root, file));
  if (!onlyCompare) writeExamples(examples);
  for (const name of names) {
    if (onlyCompare) console.error(`${name} is not what the specs say. Try: npm run env:write`);
    else console.log(`Wrote ${name}`);
  }
  if (onlyCompare && names.length > 0) process.exitCode = 1;
}
