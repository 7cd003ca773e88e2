import type { DeploymentConfig } from './config.ts';
import type { Environment } from './environment.ts';

/** What is known of the change that a run brings. */
export interface DeploymentFacts {
  readonly commit: string | null;
  /** Where the commit is known from: the setting, the pipeline, or the checkout that the migrations are in. */
  readonly commitFrom: 'setting' | 'pipeline' | 'checkout' | null;
  readonly ticket: string | null;
  readonly author: string | null;
  readonly approver: string | null;
  readonly pipeline: Pipeline | null;
}

/** The run of a pipeline, as its own variables tell. */
export interface Pipeline {
  readonly name: string;
  /** Address of the run. */
  readonly run: string | null;
  /** Who started it, which need not be the author of the change. */
  readonly actor: string | null;
}

/**
 * Settings win over the pipeline's variables, and these over the checkout.
 *
 * @param checkout the commit that is checked out where the migrations are
 */
export function deploymentFacts(
  said: DeploymentConfig,
  environment: Environment,
  checkout: string | undefined,
): DeploymentFacts {
  const { GITHUB_SHA, CI_COMMIT_SHA } = environment;
  const fromPipeline = GITHUB_SHA ?? CI_COMMIT_SHA;
  const commit = said.commit ?? fromPipeline ?? checkout ?? null;
  const commitFrom = said.commit ? 'setting' : fromPipeline ? 'pipeline' : checkout ? 'checkout' : null;
  return {
    commit,
    commitFrom,
    ticket: said.ticket ?? null,
    author: said.author ?? null,
    approver: said.approver ?? null,
    pipeline: pipelineOf(environment),
  };
}

/** docs.github.com "Variables reference", docs.gitlab.com "Predefined CI/CD variables". */
function pipelineOf(environment: Environment): Pipeline | null {
  if (environment['GITHUB_ACTIONS'] === 'true') {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = environment;
    const run = server && repository && id ? `${server}/${repository}/actions/runs/${id}` : null;
    return { name: 'GitHub Actions', run, actor: environment['GITHUB_ACTOR'] ?? null };
  }
  if (environment['GITLAB_CI'] !== 'true') return null;
  const { CI_JOB_URL: run = null, GITLAB_USER_LOGIN: actor = null } = environment;
  return { name: 'GitLab CI', run, actor };
}
