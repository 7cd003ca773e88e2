/** `npm run lint:workflows`: looks at .github by GitHub's own parser, by our rules and by actionlint. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runActionlint } from './pipelines/actionlint.ts';
import { parserFindings } from './pipelines/parser-findings.ts';
import { pipelineFindings } from './pipelines/rules.ts';
import { pipelineFiles } from './pipelines/workflow-files.ts';

const usage = `Usage: npm run lint:workflows [-- FOLDER]

Looks at the workflows and actions in .github of this repository, or of FOLDER: whether GitHub's parser takes them, whether every action is pinned by a
SHA, every job has permissions and a timeout and no script holds an expression, and what actionlint says, where it or Go
is installed. Exit code 1 when something is wrong.

  --help   this text`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) console.log(usage);
  else process.exitCode = check(positionals[0] ?? path.resolve(import.meta.dirname, '..'));
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(`lint:workflows: ${error.message}\n\n${usage}`);
  process.exitCode = 1;
}

function check(root: string): number {
  const files = pipelineFiles(root);
  const findings = [...parserFindings(files), ...pipelineFindings(files)];
  for (const { file, line, message } of findings) console.error(`${file}:${line}: ${message}`);
  const actionlint = runActionlint(root);
  if (actionlint.kind === 'left-out') console.log(`actionlint: left out, because ${actionlint.reason}`);
  else if (actionlint.output) console.error(actionlint.output);
  const isClean = findings.length === 0 && (actionlint.kind === 'left-out' || actionlint.code === 0);
  if (isClean) console.log(`${files.length} workflows and actions: nothing is wrong`);
  return isClean ? 0 : 1;
}
