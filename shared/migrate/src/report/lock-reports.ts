import type { LockBreakReport, LockStatusReport } from '../commands/lock.ts';
import type { JournalRecord, Position } from '../journal/journal.ts';
import type { LockHolder } from '../run-errors.ts';
import { describeHolder } from './describe-lock.ts';
import { redactSecrets } from './redact.ts';

/** What the commands about the lock found or did. */
export type LockReport = LockStatusReport | LockBreakReport;

/** As a person reads it. */
export function lockReportText(report: LockReport): string {
  return report.operation === 'lock status' ? statusText(report) : brokenText(report);
}

function statusText({ schema, lockName, holder, run }: LockStatusReport): string {
  const lines = holder
    ? [`Migration lock ${lockName} of schema \`${schema}\` is held by ${describeHolder(holder)}.`]
    : [`Migration lock ${lockName} of schema \`${schema}\` is free on this server.`];
  return [...lines, ...(run ? runLines(run) : [])].join('\n');
}

function runLines({ run, runner, startedAt, lease, position }: JournalRecord): readonly string[] {
  const { host, process, account, toolVersion } = runner;
  const who = `${host}/${process} (${account}), nilecare-migrate ${toolVersion}, since ${startedAt} UTC`;
  return [
    lease
      ? `Lease of run ${run}: ${who}, ${expiryText(lease.expiresIn)}.`
      : `Run ${run} did not record its end: ${who}. Nobody has the lease.`,
    ...(position ? [positionLine(position)] : []),
  ];
}

function expiryText(expiresIn: number): string {
  const seconds = Math.abs(Math.round(expiresIn));
  return expiresIn < 0
    ? `not renewed for ${seconds} s too long`
    : `expires in ${seconds} s unless it is renewed`;
}

function positionLine({ script, direction, state, total, committed, sent }: Position): string {
  const at = sent ? `; statement ${sent.number} (line ${sent.line}) was sent` : '';
  const what = direction === 'undo' ? 'undo script' : 'script';
  return `Its ${what} ${script} is ${state}: ${committed} of ${total} statements committed${at}.`;
}

function brokenText({ schema, lockName, holder, run, isFree }: LockBreakReport): string {
  if (!holder && !run)
    return `Nobody holds the migration lock ${lockName} of schema \`${schema}\`. Nothing to break.`;
  const lines = [
    ...(run
      ? [
          `Took the lease of run ${run.run} from ${run.runner.host}/${run.runner.process}: it writes nothing more.`,
        ]
      : []),
    ...(holder ? [`Ended ${describeHolder(holder)}.`] : []),
    ...(run && !holder
      ? ['Its connection is not on this server: if it lives, run lock break on its own node too.']
      : []),
    ...(isFree
      ? [`The migration lock ${lockName} is free here. migrate finds out what became of the last statement.`]
      : [
          `The server still takes that statement back, and keeps the migration lock ${lockName} until it is done.`,
        ]),
  ];
  return lines.join('\n');
}

/** The fields of their JSON. */
export function lockReportFields(report: LockReport) {
  const { schema, lockName, holder, run } = report;
  return {
    schemaName: schema,
    lockName,
    ...(report.operation === 'lock break' && { broken: Boolean(holder ?? run), lockFree: report.isFree }),
    holder: holder ? holderFields(holder) : null,
    lease: run?.lease ? leaseFields(run) : null,
    position: run?.position ? positionFields(run.position) : null,
  };
}

function holderFields({ connectionId, user, host, age, isMigrator, running }: LockHolder) {
  return {
    connectionId,
    user: user ?? null,
    host: host ?? null,
    seconds: age ?? null,
    isMigrator: isMigrator ?? null,
    statement: running ? redactSecrets(running.statement) : null,
    phase: running?.phase ?? null,
  };
}

function leaseFields({ run, runner, startedAt, lease }: JournalRecord) {
  return { run, ...runner, startedAt, expiresIn: lease?.expiresIn ?? null };
}

function positionFields({ script, direction, state, total, committed, sent }: Position) {
  return {
    script,
    direction,
    state,
    statementCount: total,
    statementsCommitted: committed,
    statementNumber: sent?.number ?? null,
    lineNumber: sent?.line ?? null,
  };
}
