/** `npm run ci:local`: the jobs of .github/workflows on this machine, as far as they go without GitHub. */
import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { choose, readOptions, usage, UsageError, type LocalOptions } from './ci-local/options.ts';
import { listText, resultText } from './ci-local/report.ts';
import { runWorkflow } from './ci-local/run-workflow.ts';
import { readWorkflow } from './ci-local/workflow.ts';
import { pipelineFiles } from './pipelines/workflow-files.ts';

const root = path.resolve(import.meta.dirname, '..');
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Ctrl-C comes twice: from the terminal, and from the program that has started this one.
  process.on(signal, () => {
    if (stop.signal.aborted) return;
    console.error('ci:local: stopping; the clone and its server are removed …');
    stop.abort();
  });
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(usage);
  else process.exitCode = await act(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`ci:local: ${error.message}`);
  process.exitCode = 1;
}

/** @returns the exit code */
async function act(options: LocalOptions): Promise<number> {
  const workflows = pipelineFiles(root)
    .filter(({ kind }) => kind === 'workflow')
    .map(({ file, text }) => readWorkflow(path.basename(file).replace(/\.ya?ml$/, ''), text));
  if (options.action === 'list') {
    console.log(listText(workflows));
    return 0;
  }
  const { workflow, jobs, event } = choose(options, workflows);
  const { summary } = options;
  if (summary !== undefined) writeFileSync(summary, '');
  const results = await runWorkflow(workflow, jobs, {
    root,
    event,
    environment: plainEnvironment(),
    signal: stop.signal,
    announce: (job, step) => {
      console.log(`\n== ${workflow.name} / ${job} / ${step}`);
    },
    summary: (text) => {
      if (summary !== undefined) appendFileSync(summary, text);
    },
  });
  console.log(`\n${resultText(results)}`);
  if (stop.signal.aborted) return 130;
  return results.some(({ outcome }) => outcome === 'failure') ? 1 : 0;
}

/** Of this process, without what would lead a job to another server, or to believe that it is at GitHub. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(?:DB_|FLYWAY_|GITHUB_|RUNNER_|npm_|INIT_CWD|NODE_ENV$|NILECARE_TEST_)|_DB_PASSWORD$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
