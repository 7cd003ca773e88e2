import type { Service } from '@nilecare/database';
import type { ServerKind } from '@nilecare/dev-database';
import type { Connection } from 'mysql2/promise';
import type { Ended } from './children.ts';
import type { Procedure, ProcedureNumber } from './criteria.ts';
import { withSession } from './sql.ts';
import type { Stage } from './stage.ts';

/** What was wrong with a criterion: nothing, a sentence or several. */
export type Problems = string | readonly string[] | undefined;

/** Statements that the engine sent. */
export interface StatementCounts {
  readonly fresh: number;
  readonly nothing: number;
  readonly validate: number;
}

/** One procedure at work on one service; `Criterion` are the names of its criteria. */
export interface Trial<Criterion extends string> {
  readonly stage: Stage;
  readonly service: Service;
  /** Statements that the baseline has for this service and kind of server; `none` when it is being recorded. */
  readonly baseline: StatementCounts | 'none' | undefined;
  /** Says whether a criterion is met; several calls for one add up. */
  check(criterion: Criterion, problems: Problems): void;
  /** The same for one without which the rest makes no sense. @throws Stopped */
  must(criterion: Criterion, problems: Problems): void;
  note(text: string): void;
  /** Seconds of a part of the procedure, for the report. */
  measured(what: string, seconds: number): void;
  counted(counts: StatementCounts): void;
  /** Runs an npm script of the service. */
  npm(script: string, ...flags: readonly string[]): Promise<Ended>;
  /** A session of the administrator in the service's database. */
  asAdministrator<T>(work: (session: Connection) => Promise<T>): Promise<T>;
  /** A session of the service's user in its database. */
  asService<T>(work: (session: Connection) => Promise<T>): Promise<T>;
}

/** What became of a criterion. */
export interface CriterionResult {
  readonly criterion: string;
  readonly outcome: 'met' | 'failed' | 'not reached';
  readonly problems: readonly string[];
}

/** What became of a procedure. */
export interface Result {
  readonly test: ProcedureNumber;
  readonly title: string;
  readonly service: string;
  readonly server: { readonly kind: ServerKind; readonly version: string };
  readonly result: 'passed' | 'failed';
  readonly seconds: number;
  readonly criteria: readonly CriterionResult[];
  readonly measured: readonly { readonly what: string; readonly seconds: number }[];
  readonly notes: readonly string[];
  readonly statements?: StatementCounts;
  /** Where to look; only when it failed. */
  readonly lookAt?: string;
}

/** Ends a procedure behind a criterion that failed. */
export class Stopped extends Error {}

/** Runs one procedure on one service. @throws the reason of the stage's signal when it is interrupted */
export async function tryProcedure(
  { stage, service, baseline }: Pick<Trial<string>, 'stage' | 'service' | 'baseline'>,
  procedure: Procedure & { readonly number: ProcedureNumber },
  run: (trial: Trial<string>) => Promise<void>,
): Promise<Result> {
  const record = { problems: new Map<string, string[]>(), notes: [] as string[] };
  const measured: { what: string; seconds: number }[] = [];
  const counts: StatementCounts[] = [];
  const started = performance.now();
  await stage.reset(service);
  try {
    await run({
      ...{ stage, service, baseline, ...checker(record.problems), ...sessions(stage, service) },
      note: (text) => void record.notes.push(text),
      measured: (what, seconds) => void measured.push({ what, seconds: rounded(seconds) }),
      counted: (each) => void counts.push(each),
      npm: (script, ...flags) => stage.npm(service.name, script, flags),
    });
  } catch (error) {
    stage.signal.throwIfAborted();
    if (!(error instanceof Stopped)) record.notes.push(`It could not go on: ${messageOf(error)}`);
  }
  const seconds = rounded((performance.now() - started) / 1000);
  const criteria = Object.entries(procedure.criteria).map(([name, criterion]) =>
    outcomeOf(criterion, record.problems.get(name)),
  );
  const isPassed = criteria.every(({ outcome }) => outcome === 'met');
  return {
    ...{ test: procedure.number, title: procedure.title, service: service.name, seconds, criteria, measured },
    server: { kind: stage.server.kind, version: stage.server.version },
    result: isPassed ? 'passed' : 'failed',
    notes: record.notes,
    ...(counts[0] && { statements: counts[0] }),
    ...(!isPassed && { lookAt: procedure.lookAt }),
  };
}

/** Why a program failed; `undefined` when it ended with exit code 0. */
export function failureOf(what: string, { code, output }: Ended): string | undefined {
  return code === 0 ? undefined : `${what} ended with exit code ${code}: ${lastWords(output)}`;
}

function checker(problems: Map<string, string[]>) {
  const check = (criterion: string, found: Problems): readonly string[] => {
    const list = found === undefined ? [] : typeof found === 'string' ? [found] : found;
    problems.set(criterion, [...(problems.get(criterion) ?? []), ...list]);
    return list;
  };
  return {
    check: (criterion: string, found: Problems): void => void check(criterion, found),
    must: (criterion: string, found: Problems): void => {
      if (check(criterion, found).length > 0) throw new Stopped();
    },
  };
}

function sessions(stage: Stage, { user, database }: Service) {
  return {
    asAdministrator: <T>(work: (session: Connection) => Promise<T>) =>
      withSession(stage.administrator(database), work),
    asService: <T>(work: (session: Connection) => Promise<T>) =>
      withSession(stage.loginOf(user, database), work),
  };
}

function outcomeOf(criterion: string, problems: readonly string[] | undefined): CriterionResult {
  if (problems === undefined) return { criterion, outcome: 'not reached', problems: [] };
  return { criterion, outcome: problems.length === 0 ? 'met' : 'failed', problems };
}

/** A program that writes JSON says what failed in `message` or `allErrorMessages`, another one at its end. */
function lastWords(output: string): string {
  const [, message] = /"(?:message|allErrorMessages)": "((?:[^"\\]|\\.)+)"/.exec(output) ?? [];
  const text =
    message?.replaceAll('\\n', ' ').replaceAll('\\"', '"') ?? output.trim().split('\n').slice(-4).join(' ');
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
