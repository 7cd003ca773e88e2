import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runWorkflow } from './run-workflow.ts';
import { readWorkflow } from './workflow.ts';

/** Scripts are for bash. */
describe.skipIf(process.platform === 'win32')('a workflow on this machine', { timeout: 60_000 }, () => {
  let root: string;
  const summaries: string[] = [];

  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'a repository '));
    for (const folder of ['shared', 'microservices', '.github/actions/greet'])
      mkdirSync(path.join(root, folder), { recursive: true });
    writeFileSync(path.join(root, '.github/actions/greet/action.yml'), action);
    writeFileSync(path.join(root, 'committed.txt'), 'old\n');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
    git('init', '--quiet', '--initial-branch=main');
    git('add', '--all');
    git(
      '-c',
      'user.name=x',
      '-c',
      'user.email=x@localhost',
      '-c',
      'commit.gpgsign=false',
      'commit',
      '-qm',
      'x',
    );
    writeFileSync(path.join(root, 'committed.txt'), 'changed\n');
    writeFileSync(path.join(root, 'new.txt'), 'new\n');
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const run = (text: string, signal = new AbortController().signal, announce = () => {}) => {
    const workflow = readWorkflow('w', text);
    return runWorkflow(workflow, Object.keys(workflow.jobs), {
      root,
      event: 'pull_request',
      environment: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
      signal,
      announce,
      summary: (text) => summaries.push(text),
    });
  };
  const outcomes = (results: Awaited<ReturnType<typeof run>>) =>
    results.map(({ name, outcome, reason }) => [name, outcome, ...(reason === undefined ? [] : [reason])]);

  it('hands variables, outputs, paths and inputs from step to step and from job to job', async () => {
    const results = await run(passing);
    expect(results.flatMap(({ steps }) => steps).filter(({ outcome }) => outcome === 'failure')).toEqual([]);
    expect(outcomes(results)).toEqual([
      ['first', 'success'],
      ['each (1)', 'success'],
      ['each (2)', 'success'],
    ]);
    expect(results[0]?.steps.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['actions/checkout', 'success'],
      ['What is not committed is there', 'success'],
      ['Write', 'success'],
      ['Read', 'success'],
      ['./.github/actions/greet › Greet', 'success'],
      ['Behind the action', 'success'],
      ['actions/upload-artifact', 'left out'],
      ['Never', 'skipped'],
    ]);
    expect(summaries.join('')).toBe('# Done\n');
    expect(readFileSync(path.join(root, 'new.txt'), 'utf8')).toBe('new\n');
  });

  it('goes on behind a failure as the conditions say, and leaves nothing behind', async () => {
    // Not the one in which somebody else may run ci:local.
    const folder = mkdtempSync(path.join(tmpdir(), 'temporary '));
    for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, folder);
    const results = await run(failing).finally(() => vi.unstubAllEnvs());
    expect(outcomes(results)).toEqual([
      ['breaks', 'failure'],
      ['behind', 'skipped', 'a job that it needs did not succeed'],
      ['always', 'success'],
      ['newer', 'not possible', `it wants Node.js 99; this is ${process.versions.node}`],
      ['publishes', 'not possible', 'it deploys or publishes (it has an environment)'],
      ['gate', 'not possible', 'it needs newer'],
    ]);
    expect(results[0]?.steps.map(({ outcome }) => outcome)).toEqual([
      'failure',
      'skipped',
      'success',
      'failure',
    ]);
    expect(results[0]?.steps[3]?.note).toMatch(/nowhere/);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('puts a private server in place of a container of the same version, and says which it has not', async () => {
    const [server] = testServers();
    if (!server) throw new Error('no server');
    const [results, others] = [
      await run(withService(server.kind, server.version)),
      await run(withService(server.kind, '1.2')),
    ];
    expect(outcomes(results)).toEqual([['a', 'success']]);
    expect(outcomes(others)[0]?.slice(1)).toEqual([
      'not possible',
      `${server.kind}:1.2 cannot be had; there is ${server.kind} ${server.version}`,
    ]);
  });

  it.each([
    ['before a step', (stop: AbortController) => stop.abort()],
    ['while it runs', (stop: AbortController) => setTimeout(() => stop.abort(), 500)],
  ])('ends what runs when it is told to stop %s, and begins nothing more', async (_, tell) => {
    const stop = new AbortController();
    const text = 'on: push\njobs:\n  a:\n    steps:\n      - run: sleep 600\n      - run: exit 0\n';
    const results = await run(text, stop.signal, () => void tell(stop));
    expect(outcomes(results)).toEqual([['a', 'failure']]);
    expect(results.flatMap(({ steps }) => steps.map(({ outcome }) => outcome))).toEqual(['failure']);
  });

  it('begins no step of a job that was told to stop while its servers started', async () => {
    const [server] = testServers();
    if (!server) throw new Error('no server');
    const stop = new AbortController();
    const running = run(withService(server.kind, server.version), stop.signal);
    stop.abort();
    const results = await running;
    expect(results.map(({ outcome, steps }) => [outcome, steps.length])).toEqual([['failure', 0]]);
  });
});

const action = `inputs:
  who: { default: nobody }
  loud: { default: 'no' }
outputs:
  said: { value: '\${{ steps.say.outputs.text }}' }
runs:
  using: composite
  steps:
    - id: say
      name: Greet
      env: { WHO: '\${{ inputs.who }}', LOUD: '\${{ inputs.loud }}' }
      run: test -f "$GITHUB_WORKSPACE/.github/actions/greet/action.yml" && echo "text=hello $WHO, $LOUD" >> "$GITHUB_OUTPUT"
      shell: bash
`;

const passing = `on: [push, pull_request]
env: { A: workflow, B: workflow }
jobs:
  first:
    env: { B: job }
    outputs: { list: '\${{ steps.write.outputs.list }}' }
    steps:
      - uses: actions/checkout@x
      - name: What is not committed is there
        run: grep -q changed committed.txt && grep -q new new.txt && rm new.txt
      - id: write
        name: Write
        run: |
          echo 'list=[1,2]' >> "$GITHUB_OUTPUT"
          printf 'LATER<<X\\ntwo\\nlines\\nX\\n' >> "$GITHUB_ENV"
          mkdir "$RUNNER_TEMP/bin" && printf '#!/bin/sh\\necho tool\\n' > "$RUNNER_TEMP/bin/a-tool" && chmod +x "$RUNNER_TEMP/bin/a-tool"
          echo "$RUNNER_TEMP/bin" >> "$GITHUB_PATH"
          echo '# Done' >> "$GITHUB_STEP_SUMMARY"
      - name: Read
        if: \${{ env.LATER }}
        env: { C: '\${{ github.base_ref }} \${{ steps.write.outcome }}' }
        run: |
          test "$A $B $C" = 'workflow job main success'
          test "$LATER" = "$(printf 'two\\nlines')"
          test "$(a-tool)" = tool
          test "$CI $CI_LOCAL $GITHUB_EVENT_NAME" = 'true true pull_request'
      - id: greet
        uses: ./.github/actions/greet
        with: { who: 'you $(exit 1)' }
      - name: Behind the action
        env: { SAID: '\${{ steps.greet.outputs.said }}' }
        run: test "$SAID" = 'hello you $(exit 1), no'
      - uses: actions/upload-artifact@x
      - name: Never
        if: github.event_name == 'push'
        run: exit 1
  each:
    needs: first
    strategy:
      matrix: { number: '\${{ fromJSON(needs.first.outputs.list) }}' }
    steps:
      - run: test "$NUMBER" -gt 0 && test ! -e "$RUNNER_TEMP/bin"
        env: { NUMBER: '\${{ matrix.number }}' }
`;

const failing = `on: push
jobs:
  breaks:
    steps:
      - run: 'false | true'
        shell: bash
      - run: exit 0
      - run: exit 0
        if: failure()
      - run: exit 0
        if: always()
        env: { X: '\${{ nowhere.x }}' }
  behind: { needs: breaks, steps: [{ run: exit 0 }] }
  always: { needs: breaks, if: always(), steps: [{ run: exit 0 }] }
  newer: { steps: [{ uses: actions/setup-node@x, with: { node-version: 99 } }] }
  publishes: { environment: production, steps: [{ run: exit 1 }] }
  gate: { needs: [newer, always], if: always(), steps: [{ run: exit 0 }] }
`;

const withService = (kind: string, version: string) => `on: push
jobs:
  a:
    services:
      db:
        image: ${kind}:${version}
        env: { MYSQL_ROOT_PASSWORD: only-for-this-run, MARIADB_ROOT_PASSWORD: only-for-this-run }
        ports: [3306]
    steps:
      - run: (exec 3<> "/dev/tcp/127.0.0.1/$PORT")
        shell: bash
        env: { PORT: "\${{ job.services.db.ports['3306'] }}" }
`;
