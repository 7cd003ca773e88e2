/** What a pipeline of this repository must not do, beyond what the parser of GitHub and actionlint look at. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type YAMLMap } from 'yaml';
import type { PipelineFile } from './workflow-files.ts';

/** Something wrong in a file of `.github`. */
export interface PipelineFinding {
  readonly file: string;
  /** From 1 on. */
  readonly line: number;
  readonly message: string;
}

/** A parsed file with the means to say where something stands. */
interface Source extends PipelineFile {
  readonly document: Document;
  readonly lines: readonly string[];
  readonly lineOf: (node: unknown) => number;
}

type Report = (node: unknown, message: string) => void;

/** All findings of our own rules, file by file. */
export function pipelineFindings(files: readonly PipelineFile[]): readonly PipelineFinding[] {
  const inputs = new Map(files.filter(({ kind }) => kind === 'action').map(inputsOf));
  return files.flatMap((file) => {
    const source = parse(file);
    const findings: PipelineFinding[] = [];
    const report: Report = (node, message) =>
      findings.push({ file: file.file, line: source.lineOf(node), message });
    checkSteps(source, inputs, report);
    if (file.kind === 'workflow') checkWorkflow(source.document, report);
    return findings;
  });
}

function parse(file: PipelineFile): Source {
  const lineCounter = new LineCounter();
  const document = parseDocument(file.text, { lineCounter });
  const lineOf = (node: unknown): number => {
    const range = (node as { readonly range?: readonly number[] } | null | undefined)?.range;
    return range?.[0] === undefined ? 1 : lineCounter.linePos(range[0]).line;
  };
  return { ...file, document, lines: file.text.split('\n'), lineOf };
}

function inputsOf(file: PipelineFile): readonly [string, ReadonlySet<string>] {
  const { inputs = {} } = (parse(file).document.toJS() ?? {}) as { readonly inputs?: object };
  return [`./${file.file.replace('/action.yml', '')}`, new Set(Object.keys(inputs))];
}

function checkSteps(source: Source, inputs: ReadonlyMap<string, ReadonlySet<string>>, report: Report): void {
  visit(source.document, {
    Map(_, step) {
      const uses = scalar(step, 'uses');
      if (uses !== undefined) checkUses(step, uses, source, inputs, report);
      const run = step.get('run', true);
      if (isScalar(run) && String(run.value).includes('${{'))
        report(run, 'a script holds ${{ }}, through which text of others becomes code: hand it on in env');
    },
  });
}

function checkUses(
  step: YAMLMap,
  uses: string,
  { lines, lineOf }: Source,
  inputs: ReadonlyMap<string, ReadonlySet<string>>,
  report: Report,
): void {
  const node = step.get('uses', true);
  if (uses.startsWith('./')) {
    const known = inputs.get(uses);
    if (!known) report(node, `${uses} is not an action of this repository`);
    for (const name of keysOf(step.get('with')))
      if (known && !known.has(name)) report(node, `${uses} has no input ${name}`);
    return;
  }
  if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses))
    report(node, `${uses} is not pinned by the full SHA of a commit`);
  else if (!/#\s*v\d+(\.\d+)+\s*$/.test(lines[lineOf(node) - 1] ?? ''))
    report(node, `${uses}: the version belongs behind it, as in # v1.2.3`);
  const settings = step.get('with');
  const keeps = isMap(settings) && settings.get('persist-credentials') === false;
  if (uses.startsWith('actions/checkout@') && !keeps)
    report(node, 'checkout leaves the token in the folder: set persist-credentials: false');
}

function checkWorkflow(document: Document, report: Report): void {
  const jobs = document.get('jobs');
  if (!isMap(jobs)) return;
  const hasPermissions = document.has('permissions');
  if (triggers(document).includes('pull_request_target'))
    report(document.get('on', true), 'pull_request_target hands secrets to code of others');
  for (const { key, value: job } of jobs.items) {
    if (!isMap(job)) continue;
    const name = String(isScalar(key) ? key.value : key);
    if (!hasPermissions && !job.has('permissions')) report(key, `${name} says no permissions`);
    if (!job.has('timeout-minutes')) report(key, `${name} has no timeout-minutes`);
    if (!job.has('environment') && /\$\{\{[^}]*\bsecrets\b/.test(String(job)))
      report(key, `${name} reads a secret without an environment`);
    const env = job.get('env');
    if (isMap(env) && /\bsecrets\b/.test(String(env)))
      report(key, `${name} hands a secret to each of its steps, npm ci too: set it where it is needed`);
  }
}

function triggers(document: Document): readonly string[] {
  const on = document.get('on');
  if (isSeq(on)) return on.items.map(String);
  return isMap(on) ? keysOf(on) : [String(on)];
}

function keysOf(node: unknown): readonly string[] {
  return isMap(node) ? node.items.map(({ key }) => String(key)) : [];
}

function scalar(map: YAMLMap, key: string): string | undefined {
  const value = map.get(key);
  return typeof value === 'string' ? value : undefined;
}
