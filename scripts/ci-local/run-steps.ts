import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  asText,
  evaluateCondition,
  evaluateText,
  evaluateTree,
  UnknownExpressionError,
  type Contexts,
  type Status,
} from './expressions.ts';
import { kindOf } from './needs-github.ts';
import { NotPossibleError } from './not-possible.ts';
import type { StepOutcome, StepResult } from './results.ts';
import { performScript } from './perform-script.ts';
import { readAction, type Step } from './workflow.ts';

/** What the steps of a job share, those inside of actions too. */
export interface JobState {
  readonly folder: string;
  readonly temporary: string;
  /** Of the process, of GitHub, and what steps wrote into GITHUB_ENV. */
  readonly env: Record<string, string | undefined>;
  readonly results: StepResult[];
  readonly signal: AbortSignal;
  readonly announce: (step: string) => void;
  /** Takes what a step wrote for the page of the run. */
  readonly summary: (text: string) => void;
}

/** What the steps of a job, or of one action, see. */
export interface Scope {
  readonly contexts: Contexts;
  /** Of the workflow, the job and the steps around. */
  readonly env: Readonly<Record<string, string>>;
  /** Stands in front of the names of steps. */
  readonly prefix: string;
  readonly steps: Record<
    string,
    {
      readonly outputs: Readonly<Record<string, string>>;
      readonly outcome: string;
      readonly conclusion: string;
    }
  >;
  status: Status;
}

interface Performed {
  readonly outcome: StepOutcome;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly note?: string;
}

/**
 * Runs steps one after another, each by its condition.
 *
 * @throws NotPossibleError when one of them shows that the job cannot run here
 */
export async function runSteps(steps: readonly Step[], scope: Scope, state: JobState): Promise<void> {
  for (const step of steps) {
    if (state.signal.aborted) {
      scope.status = 'failure';
      return;
    }
    const name = scope.prefix + nameOf(step);
    const started = performance.now();
    const { outcome, outputs = {}, note } = await runStep(step, name, scope, state);
    const isForgiven = outcome === 'failure' && step['continue-on-error'] === true;
    if (outcome === 'failure' && !isForgiven) scope.status = 'failure';
    const conclusion = isForgiven ? 'success' : outcome === 'left out' ? 'skipped' : outcome;
    if (step.id !== undefined)
      scope.steps[step.id] = { outputs, outcome: isForgiven ? outcome : conclusion, conclusion };
    const seconds = (performance.now() - started) / 1000;
    if (kindOf(step) !== 'local action' || outcome !== 'success')
      state.results.push({ name, outcome, seconds, ...(note !== undefined && { note }) });
  }
}

async function runStep(step: Step, name: string, scope: Scope, state: JobState): Promise<Performed> {
  try {
    const outer = contextsOf(scope, state, scope.env);
    if (!evaluateCondition(step.if, outer, scope.status)) return { outcome: 'skipped' };
    const env = { ...scope.env, ...texts(evaluateTree(step.env ?? {}, outer, scope.status)) };
    const contexts = contextsOf(scope, state, env);
    state.announce(name);
    return await perform(step, name, { ...scope, env, contexts }, state);
  } catch (error) {
    if (!(error instanceof UnknownExpressionError)) throw error;
    return { outcome: 'failure', note: error.message };
  }
}

async function perform(step: Step, name: string, scope: Scope, state: JobState): Promise<Performed> {
  switch (kindOf(step)) {
    case 'script':
      return performScript(step, scope, state);
    case 'local action':
      return enterAction(step, name, scope, state);
    case 'checkout':
      return { outcome: 'success', note: 'a clone of this checkout' };
    case 'node':
      requireNode(evaluateText(asText(step.with?.['node-version']), scope.contexts, scope.status));
      return { outcome: 'success', note: `Node.js ${process.version} is there` };
    case 'needs GitHub':
      return { outcome: 'left out', note: 'needs GitHub' };
  }
}

async function enterAction(step: Step, name: string, scope: Scope, state: JobState): Promise<Performed> {
  const folder = path.join(state.folder, step.uses ?? '');
  const file = path.join(folder, 'action.yml');
  const action = readAction(file, readFileSync(file, 'utf8'));
  const given = texts(evaluateTree(step.with ?? {}, scope.contexts, scope.status));
  const defaults = Object.entries(action.inputs).map(([key, input]) => [key, asText(input?.default)]);
  const github = { ...(scope.contexts['github'] as object), action_path: folder };
  const inner: Scope = {
    contexts: { ...scope.contexts, github, inputs: { ...Object.fromEntries(defaults), ...given } },
    env: scope.env,
    prefix: `${name} › `,
    steps: {},
    status: 'success',
  };
  await runSteps(action.steps, inner, state);
  const seen = contextsOf(inner, state, scope.env);
  const outputs = Object.entries(action.outputs).map(([key, { value = '' }]) => [
    key,
    asText(evaluateText(value, seen, inner.status)),
  ]);
  return {
    outcome: inner.status === 'success' ? 'success' : 'failure',
    outputs: Object.fromEntries(outputs) as Record<string, string>,
  };
}

function requireNode(wanted: unknown): void {
  const major = /^\d+/.exec(String(wanted))?.[0];
  if (major !== undefined && major !== process.versions.node.split('.')[0])
    throw new NotPossibleError(`it wants Node.js ${String(wanted)}; this is ${process.versions.node}`);
}

function contextsOf(scope: Scope, state: JobState, env: Readonly<Record<string, string>>): Contexts {
  return { ...scope.contexts, steps: scope.steps, env: { ...state.env, ...env } };
}

function texts(tree: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tree as Readonly<Record<string, unknown>>).map(([key, value]) => [key, asText(value)]),
  );
}

function nameOf({ name, run, uses }: Step): string {
  return name ?? run?.trim().split('\n')[0] ?? uses?.replace(/@.*/, '') ?? '';
}
