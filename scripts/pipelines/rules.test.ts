import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { pipelineFindings } from './rules.ts';
import { pipelineFiles, type PipelineFile } from './workflow-files.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const sha = 'a'.repeat(40);

const workflow = (text: string): PipelineFile => ({ file: 'w.yml', kind: 'workflow', text });
const messages = (...files: PipelineFile[]) =>
  pipelineFindings(files).map(({ line, message }) => `${line}: ${message}`);

/** A job that is right, with steps to be looked at from line 8 on. */
const withSteps = (steps: string) =>
  workflow(`on: push
permissions: {}
jobs:
  a:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
${steps}`);

describe('a pipeline', () => {
  it('of this repository breaks no rule', () => {
    const files = pipelineFiles(root);
    expect(files.map(({ file }) => file)).toContain('.github/workflows/ci.yml');
    expect(pipelineFindings(files)).toEqual([]);
  });

  it.each([
    ['a tag', 'actions/cache@v4', 'actions/cache@v4 is not pinned by the full SHA of a commit'],
    [
      'a short SHA',
      'actions/cache@0c45773',
      'actions/cache@0c45773 is not pinned by the full SHA of a commit',
    ],
    ['an image', 'docker://alpine:3', 'docker://alpine:3 is not pinned by the full SHA of a commit'],
    [
      'no version',
      `actions/cache@${sha}`,
      `actions/cache@${sha}: the version belongs behind it, as in # v1.2.3`,
    ],
    ['a missing action', './.github/actions/x', './.github/actions/x is not an action of this repository'],
  ])('is refused for %s', (_, uses, message) => {
    expect(messages(withSteps(`      - uses: ${uses}`))).toEqual([`8: ${message}`]);
  });

  it('pins by SHA, with the version behind it', () => {
    expect(messages(withSteps(`      - uses: actions/cache@${sha} # v4.2.0`))).toEqual([]);
  });

  it.each(['github.event.pull_request.title', 'github.head_ref', 'inputs.service', 'matrix.node'])(
    'has no ${{ %s }} in a script',
    (name) => {
      const step = `      - run: |\n          echo hello\n          echo "\${{ ${name} }}"`;
      expect(messages(withSteps(step))).toEqual([expect.stringMatching(/^8: a script holds/)]);
      expect(
        messages(withSteps(`      - run: echo "$NAME"\n        env:\n          NAME: \${{ ${name} }}`)),
      ).toEqual([]);
    },
  );

  it('leaves no token in the checkout', () => {
    const checkout = `      - uses: actions/checkout@${sha} # v7.0.1`;
    expect(messages(withSteps(checkout))).toEqual([expect.stringMatching(/^8: checkout leaves the token/)]);
    expect(messages(withSteps(`${checkout}\n        with:\n          persist-credentials: false`))).toEqual(
      [],
    );
  });

  it('gives each job permissions, a timeout, and secrets to steps of an environment only', () => {
    const job = `on: [pull_request_target]
jobs:
  a:
    runs-on: ubuntu-latest
    env:
      PASSWORD: \${{ secrets.PASSWORD }}
    steps: []`;
    expect(messages(workflow(job))).toEqual([
      '1: pull_request_target hands secrets to code of others',
      '3: a says no permissions',
      '3: a has no timeout-minutes',
      '3: a reads a secret without an environment',
      '3: a hands a secret to each of its steps, npm ci too: set it where it is needed',
    ]);
  });

  it('hands its own actions inputs that they have', () => {
    const action: PipelineFile = {
      file: '.github/actions/x/action.yml',
      kind: 'action',
      text: 'inputs:\n  color: {}\n',
    };
    const steps = withSteps('      - uses: ./.github/actions/x\n        with:\n          colour: red');
    expect(messages(steps, action)).toEqual(['8: ./.github/actions/x has no input colour']);
  });
});
