import type { DeploymentFacts } from '../../config/deployment.ts';
import type { Config } from '../../config/config.ts';
import type { MigrateError } from '../../errors.ts';
import type { RunRecord } from '../../execute/run-record.ts';
import { appliedForm, type Deed, type SentStatement } from '../../plan/applied-form.ts';
import { approvalOf, planHash, textHash, type PlanForm } from '../../plan/plan-form.ts';
import { compareStructures, structureHash } from '../../plan/structure-hash.ts';
import type { Report } from '../json.ts';
import { resultOf, type EvidenceResult } from './result.ts';

/** What is known of a run when its evidence is written; of one that has just begun, no `ended`. */
export interface RunFacts {
  readonly operation: string;
  readonly started: Date;
  readonly outcome: Outcome;
  readonly ended?: Ended;
  readonly config: Config;
  readonly deployment: DeploymentFacts;
  readonly runner: Runner;
  readonly record: RunRecord;
  /** Names of files of runs on the same database that had not ended when this one began. */
  readonly notEnded: readonly string[];
}

/** The end; the clock may have been set meanwhile, so how long it took is measured by itself. */
interface Ended {
  readonly at: Date;
  readonly milliseconds: number;
}

export type Outcome =
  | { readonly kind: 'started' }
  | { readonly kind: 'done'; readonly report: Report }
  | { readonly kind: 'failed'; readonly error: MigrateError };

/** Who runs the program, on which machine. */
export interface Runner {
  /** Name of the account of the operating system; its number where it has no name. */
  readonly osUser: string;
  readonly host: string;
  /** Its id. */
  readonly process: number;
  readonly toolVersion: string;
  readonly nodeVersion: string;
}

/** The evidence of a run as it is written: evidence.schema.json is its JSON Schema. */
export interface Evidence {
  readonly evidenceVersion: 1;
  readonly operation: string;
  readonly result: EvidenceResult;
  readonly when: {
    /** UTC, as all times here. */
    readonly started: string;
    readonly ended: string | null;
    readonly milliseconds: number | null;
  };
  readonly where: {
    readonly server: { readonly kind: string; readonly version: string } | null;
    /** `host:port`, or the path of a socket. */
    readonly address: string;
    readonly database: string;
    readonly schemas: readonly string[];
    readonly historyTable: string;
    readonly environment: string;
  };
  readonly who: Runner & { readonly tool: string; readonly account: string | null; readonly user: string };
  readonly deployment: DeploymentFacts;
  readonly plan: EvidencePlan | null;
  readonly structure: {
    readonly before: string | null;
    readonly after: string | null;
    readonly changes: ReturnType<typeof compareStructures> | null;
  };
  readonly statements: readonly EvidenceStatement[];
  readonly notEnded: readonly string[];
}

interface EvidencePlan extends PlanForm {
  readonly hash: string;
  readonly appliedHash: string;
  /** Whether it was one of the approved ones; null when none had to be. */
  readonly approved: boolean | null;
}

export interface EvidenceStatement {
  readonly script: string;
  /** Absent of statements of migrations. */
  readonly callback?: string;
  readonly number: number;
  readonly line: number;
  readonly kind: string;
  readonly sha256: string;
  readonly started: string;
  readonly milliseconds: number;
  readonly succeeded: boolean;
  readonly errno?: number;
  readonly sqlState?: string;
}

/** Puts together what an auditor is given. Neither texts of statements nor words of the server are in it. */
export function evidenceOf(facts: RunFacts): Evidence {
  const { operation, started, ended, config, deployment, runner, record, notEnded } = facts;
  const { connection } = config;
  return {
    evidenceVersion: 1,
    operation,
    result: resultOf(facts.outcome, record),
    when: {
      started: started.toISOString(),
      ended: ended?.at.toISOString() ?? null,
      milliseconds: ended?.milliseconds ?? null,
    },
    where: {
      server: record.seen?.server ?? null,
      address: connection.socketPath ?? `${connection.host}:${connection.port}`,
      database: config.defaultSchema,
      schemas: config.schemas,
      historyTable: config.table,
      environment: config.environment,
    },
    who: {
      account: record.seen?.account ?? null,
      user: connection.user,
      ...runner,
      tool: 'nilecare-migrate',
    },
    deployment,
    plan: record.plan ? planOf(record.plan, record.deeds, config) : null,
    structure: structureOf(record),
    statements: record.deeds.flatMap((deed) => (deed.kind === 'statement' ? [statementOf(deed)] : [])),
    notEnded,
  };
}

function planOf(form: PlanForm, deeds: readonly Deed[], { planHash: approved }: Config): EvidencePlan {
  const hash = planHash(form);
  return {
    hash,
    appliedHash: planHash(appliedForm(form, deeds)),
    approved: approvalOf(form, approved),
    ...form,
  };
}

function structureOf({ seen, after }: RunRecord): Evidence['structure'] {
  return {
    before: seen ? structureHash(seen.before) : null,
    after: after ? structureHash(after) : null,
    changes: seen && after ? compareStructures(seen.before, after) : null,
  };
}

function statementOf({ file, number, line, type, text, ...sent }: SentStatement): EvidenceStatement {
  return {
    script: file.script,
    ...('event' in file && { callback: file.event }),
    number,
    line,
    kind: type,
    sha256: textHash([text]),
    started: sent.started.toISOString(),
    milliseconds: Math.round(sent.milliseconds * 1000) / 1000,
    succeeded: sent.failed === undefined,
    ...sent.failed,
  };
}
