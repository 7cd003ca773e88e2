import type { RunEvent } from '../execute/events.ts';
import type { Step } from '../model.ts';
import { describeHolder, describeLease } from './describe-lock.ts';
import { describeWait, placeName } from './describe-wait.ts';
import { textTable } from './text-table.ts';
import { seconds } from './text.ts';

/** The line that an event is worth in a log; undefined for those that only a terminal shows. */
export function eventLine(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'lock-waiting':
      return `Waiting for the migration lock, held by ${describeHolder(event.holder)} (${Math.round(event.waited)} of ${event.timeout} s)`;
    case 'lease-waiting':
      return `${describeLease(event.lease)} Waiting for it (${Math.round(event.waited)} of ${event.timeout} s)`;
    case 'statement-running':
      return runningLine(event);
    case 'planned':
      return plannedLine(event);
    case 'script-started':
      return isScript(event.step)
        ? `${startedVerb(event.step)} ${stepName(event.step)}${startedAt(event.step)} [${event.index + 1} of ${event.total}]`
        : undefined;
    case 'statement-started':
      return undefined;
    case 'statement-waiting':
      return waitingLine(event);
    case 'statement-retried':
      return `${placeName(event.place)} ${retryReasons[event.reason]}, and is sent again in ${event.pause} s (try ${event.tries + 1})`;
    case 'query-result':
      return textTable(
        event.columns,
        event.rows.map((row) => row.map((value) => cellText(value ?? ''))),
        'No rows returned',
      );
    case 'script-applied':
      return appliedLine(event);
    case 'callback':
      return `Executing callback ${event.callback.script}`;
    case 'warning':
      return `WARNING: ${event.message}`;
  }
}

const retryReasons = {
  'lock wait': 'gave up waiting for a lock',
  overtaken: 'was overtaken by another transaction (1213, 3101)',
} as const;

function waitingLine({ place, wait, waited }: Extract<RunEvent, { type: 'statement-waiting' }>): string {
  return `${placeName(place)} ${describeWait(wait, place.statement)} (${Math.round(waited)} s so far)`;
}

/** Data may hold anything; other control characters would move the cursor of a terminal, or change its colours. */
function cellText(value: string): string {
  return value.replaceAll(/[^\P{Cc}\t\n]/gu, '\ufffd');
}

/** What a terminal shows while a script runs, as in `[2 of 5] V2__x.sql  statement 14 of 60`. */
export function statusLine(event: Extract<RunEvent, { type: 'statement-started' }>): string {
  const { script, statement, total, place } = event;
  const file = place ? `[${place.index + 1} of ${place.total}] ` : '';
  return `${file}${script.script}  statement ${statement.number} of ${total}`;
}

function runningLine(event: Extract<RunEvent, { type: 'statement-running' }>): string {
  const { script, statement, connectionId, seconds: since, phase } = event;
  const doing = phase === '' ? '' : `, ${phase}`;
  return `The server still runs statement ${statement.number} of ${script.script} (line ${statement.line}), which connection ${connectionId} sent ${since} s ago${doing}; waiting for its end`;
}

function plannedLine({ steps, schema, version }: Extract<RunEvent, { type: 'planned' }>): string | undefined {
  if (!steps.some(isScript)) return undefined;
  return `Current version of schema \`${schema}\`: ${version ?? '<< Empty Schema >>'}`;
}

function appliedLine({
  step,
  executionTime,
}: Extract<RunEvent, { type: 'script-applied' }>): string | undefined {
  if (!isScript(step)) return undefined;
  return `${step.kind === 'undo' ? 'Undone' : 'Applied'} ${stepName(step)} (${seconds(executionTime)})`;
}

function isScript(step: Step): step is Extract<Step, { kind: 'run' | 'undo' }> {
  return step.kind === 'run' || step.kind === 'undo';
}

function startedVerb({ kind, resume }: Extract<Step, { kind: 'run' | 'undo' }>): string {
  if (resume) return 'Resuming';
  return kind === 'undo' ? 'Undoing' : 'Migrating';
}

function startedAt({ resume, script }: Extract<Step, { kind: 'run' | 'undo' }>): string {
  if (!resume) return '';
  const total = script.statements.length;
  return resume.from > total ? ' behind its last statement' : ` at statement ${resume.from} of ${total}`;
}

function stepName(step: Extract<Step, { kind: 'run' | 'undo' }>): string {
  const outOfOrder = step.kind === 'run' && step.outOfOrder ? ' [out of order]' : '';
  const autocommit = step.script.migration.settings.executeInTransaction ? '' : ' [non-transactional]';
  return `${step.script.migration.script}${outOfOrder}${autocommit}`;
}
