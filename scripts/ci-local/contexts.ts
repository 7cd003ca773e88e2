import { execFileSync } from 'node:child_process';
import os from 'node:os';
import type { Checkout } from './checkout.ts';
import type { Contexts } from './expressions.ts';
import type { Workflow } from './workflow.ts';

/** The branch that a pull request is taken to be for. */
const baseBranch = 'main';

/** What expressions of a job may name, as far as it can be known here; `steps`, `env` and `job` are added as it runs. */
export function jobContexts(workflow: Workflow, event: string, { folder, temporary }: Checkout): Contexts {
  const head = git(folder, 'rev-parse', 'HEAD');
  const branch = git(folder, 'rev-parse', '--abbrev-ref', 'HEAD');
  const isPullRequest = event === 'pull_request';
  return {
    github: {
      workflow: workflow.name,
      event_name: event,
      event: {},
      sha: head,
      ref: isPullRequest ? 'refs/pull/0/merge' : `refs/heads/${branch}`,
      ref_name: isPullRequest ? '0/merge' : branch,
      head_ref: isPullRequest ? branch : '',
      base_ref: isPullRequest ? baseBranch : '',
      repository: 'local/repository',
      actor: 'local',
      token: '',
      run_id: '0',
      run_number: '0',
      run_attempt: '1',
      server_url: 'https://github.com',
      workspace: folder,
    },
    runner: {
      os: runnerSystems[process.platform] ?? 'Linux',
      arch: os.arch().toUpperCase(),
      temp: temporary,
    },
    inputs: {},
    vars: {},
    secrets: {},
  };
}

const runnerSystems: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'macOS',
  linux: 'Linux',
  win32: 'Windows',
};

/** The variables that GitHub sets, from the contexts. */
export function githubVariables(contexts: Contexts): Readonly<Record<string, string>> {
  const github = contexts['github'] as Readonly<Record<string, unknown>>;
  const runner = contexts['runner'] as Readonly<Record<string, string>>;
  const named = Object.entries(github).filter(([name]) => name !== 'event' && name !== 'token');
  return {
    ...Object.fromEntries(named.map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, String(value)])),
    ...Object.fromEntries(
      Object.entries(runner).map(([name, value]) => [`RUNNER_${name.toUpperCase()}`, value]),
    ),
    CI: 'true',
    CI_LOCAL: 'true',
  };
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
}
