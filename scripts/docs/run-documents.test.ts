import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeClone, type Clone } from './clone.ts';
import { listDocuments } from './list-documents.ts';
import { readDocument } from './read-document.ts';
import { findingText } from './report.ts';
import type { Trial } from './run-document.ts';
import { runDocuments } from './run-documents.ts';
import { scenarios } from './scenarios/index.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** Documents that must fail, and where. */
const wrong: Readonly<Record<string, readonly [text: string, expected: string]>> = {
  'z/fails.md': ['```sh run\ntrue\nfalse\n```', 'z/fails.md:3: false\nended with 1 instead of 0'],
  'z/succeeds.md': ['```sh run\ntrue # exits with 1: it does not\n```', 'ended with 0 instead of 1'],
  'z/other-output.md': [
    '```sh run\ncd docs\nA=b\n```\n\n```sh run\necho "one: $A"\npwd\n```\n\n```text output\none:\ntwo\n```',
    'promises a line that was not printed: two',
  ],
  'z/no-step.md': ['```sh run\ntrue\n```\n\n<!-- try: magic -->', 'z/no-step.md:5: no scenario has the step'],
  'z/bad-step.md': ['<!-- try: breaks -->', 'the step "breaks" failed: as it shall'],
};

let clone: Clone;
let trials: readonly Trial[];

beforeAll(async () => {
  const { files, documents } = listDocuments(root);
  clone = makeClone(root, files);
  trials = await runDocuments(
    [
      ...documents.map((file) => readDocument(file, readFileSync(path.join(root, file), 'utf8'))),
      ...Object.entries(wrong).map(([file, [text]]) => readDocument(file, text)),
    ],
    {
      clone,
      marks: new Set(['run']),
      scenarios: {
        ...scenarios,
        'z/bad-step.md': { steps: { breaks: () => Promise.reject(new Error('as it shall')) } },
      },
    },
  );
}, 300_000);

afterAll(() => clone.remove());

it('the commands of the documents do what the documents say', () => {
  const right = trials.filter(({ file }) => !(file in wrong));

  expect(right.flatMap(({ finding }) => (finding ? [findingText(finding)] : []))).toEqual([]);
  expect(right.reduce((sum, { commands }) => sum + commands, 0)).toBeGreaterThan(10);
});

it.each(Object.entries(wrong))('a command that does not is found: %s', (file, [, expected]) => {
  const trial = trials.find((one) => one.file === file);

  expect(trial?.finding && findingText(trial.finding)).toContain(expected);
});
