import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readCommandFile } from './command-files.ts';
import { asText, evaluateText } from './expressions.ts';
import type { JobState, Scope } from './run-steps.ts';
import { runScript } from './run-script.ts';
import type { Step } from './workflow.ts';

/** Runs the script of a step, with real files behind GITHUB_ENV, GITHUB_OUTPUT, GITHUB_PATH and GITHUB_STEP_SUMMARY. */
export async function performScript(
  step: Step,
  scope: Scope,
  state: JobState,
): Promise<{ readonly outcome: 'success' | 'failure'; readonly outputs: Readonly<Record<string, string>> }> {
  const text = (value: string | undefined) => asText(evaluateText(value ?? '', scope.contexts, scope.status));
  const files = commandFiles(state.temporary);
  const code = await runScript({
    script: text(step.run),
    shell: step.shell ?? '',
    cwd: path.resolve(state.folder, text(step['working-directory'])),
    env: { ...state.env, ...scope.env, ...files },
    temporary: state.temporary,
    signal: state.signal,
  });
  const read = (name: keyof typeof files) => readFileSync(files[name], 'utf8');
  Object.assign(state.env, readCommandFile(read('GITHUB_ENV')));
  const added = read('GITHUB_PATH')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const key = Object.keys(state.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  state.env[key] = [...added.toReversed(), state.env[key]].join(path.delimiter);
  state.summary(read('GITHUB_STEP_SUMMARY'));
  return { outcome: code === 0 ? 'success' : 'failure', outputs: readCommandFile(read('GITHUB_OUTPUT')) };
}

function commandFiles(folder: string) {
  const names = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY'] as const;
  const files = Object.fromEntries(names.map((name) => [name, path.join(folder, `${name}.txt`)]));
  for (const file of Object.values(files)) writeFileSync(file, '');
  return files as Record<(typeof names)[number], string>;
}
