/** `npm run docs:check`: links, anchors and commands of all documents. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkCommands } from './docs/check-commands.ts';
import { checkLinks } from './docs/check-links.ts';
import { checkScenarios } from './docs/check-scenarios.ts';
import { makeClone } from './docs/clone.ts';
import type { Document, Finding } from './docs/document.ts';
import { readKnowledge } from './docs/knowledge.ts';
import { listDocuments } from './docs/list-documents.ts';
import { readOptions, usage, UsageError, type CheckOptions } from './docs/options.ts';
import { readDocument } from './docs/read-document.ts';
import { findingText, listText, summaryText, trialText } from './docs/report.ts';
import type { Trial } from './docs/run-document.ts';
import { runDocuments } from './docs/run-documents.ts';
import { scenarios } from './docs/scenarios/index.ts';

const root = path.resolve(import.meta.dirname, '..');
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    interrupted.abort(new UsageError('interrupted; nothing is left behind'));
  });
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(usage);
  else process.exitCode = await check(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`docs:check: ${error.message}`);
  process.exitCode = interrupted.signal.aborted ? 130 : 1;
}

/** @returns the exit code */
async function check(options: CheckOptions): Promise<number> {
  const { files, documents: names } = listDocuments(root);
  const absent = options.only.find((text) => !names.some((name) => name.includes(text)));
  if (absent !== undefined) throw new UsageError(`--only ${absent}: the name of no document holds it.`);
  const documents = names.map((name) => readDocument(name, readFileSync(path.join(root, name), 'utf8')));
  if (options.list) {
    console.log(listText(documents));
    return 0;
  }
  const wrong = [
    ...checkLinks(documents, files),
    ...checkCommands(documents, readKnowledge(root)),
    ...checkScenarios(documents, scenarios),
  ];
  // The signals of meanwhile are heard before what they have broken is told.
  await nextTurn();
  interrupted.signal.throwIfAborted();
  wrong.forEach(tell);
  const trials = options.marks.size === 0 ? [] : await run(documents, files, options);
  const findings = [...wrong, ...trials.flatMap(({ finding }) => finding ?? [])];
  console.log(summaryText(documents, trials, findings));
  return findings.length === 0 ? 0 : 1;
}

async function run(
  documents: readonly Document[],
  files: readonly string[],
  { only, ...options }: CheckOptions,
): Promise<readonly Trial[]> {
  const wanted = documents.filter(
    ({ file }) => only.length === 0 || only.some((text) => file.includes(text)),
  );
  const clone = makeClone(root, files);
  try {
    return await runDocuments(wanted, {
      ...options,
      clone,
      scenarios,
      stop: interrupted.signal,
      onTrial: (trial) => {
        console.log(trialText(trial));
        if (trial.finding) tell(trial.finding);
      },
    });
  } finally {
    await clone.remove();
  }
}

function tell(finding: Finding): void {
  console.error(findingText(finding));
}
