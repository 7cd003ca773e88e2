import { expect, it } from 'vitest';
import { deploymentFacts } from './deployment.ts';

const github = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SHA: 'a1',
  GITHUB_SERVER_URL: 'https://git.example',
  GITHUB_REPOSITORY: 'nile/care',
  GITHUB_RUN_ID: '7',
  GITHUB_ACTOR: 'nadia',
};

it.each([
  ['the setting', { commit: 's1' }, github, 'c1', { commit: 's1', commitFrom: 'setting' }],
  ['the pipeline', {}, github, 'c1', { commit: 'a1', commitFrom: 'pipeline' }],
  ['another pipeline', {}, { CI_COMMIT_SHA: 'g1' }, 'c1', { commit: 'g1', commitFrom: 'pipeline' }],
  ['the checkout', {}, {}, 'c1', { commit: 'c1', commitFrom: 'checkout' }],
  ['nobody', {}, {}, undefined, { commit: null, commitFrom: null }],
])('the commit is told by %s', (_who, said, environment, checkout, expected) => {
  expect(deploymentFacts(said, environment, checkout)).toMatchObject(expected);
});

it.each([
  [github, { name: 'GitHub Actions', run: 'https://git.example/nile/care/actions/runs/7', actor: 'nadia' }],
  [{ GITHUB_ACTIONS: 'true' }, { name: 'GitHub Actions', run: null, actor: null }],
  [
    { GITLAB_CI: 'true', CI_JOB_URL: 'https://git.example/j/1' },
    { name: 'GitLab CI', run: 'https://git.example/j/1', actor: null },
  ],
  [{}, null],
])('the pipeline of %j', (environment, expected) => {
  expect(deploymentFacts({}, environment, undefined).pipeline).toEqual(expected);
});
