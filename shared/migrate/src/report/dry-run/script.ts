import type { DryRun } from '../../commands/dry-run.ts';
import type { Recorded } from '../../execute/recording-session.ts';
import { withLiterals } from '../../history/literals.ts';
import { lockNameValue, quoteName } from '../../history/sql.ts';
import { clientNeeds, clientText } from './client-text.ts';
import { clientGuards, clientSetUp, lockCheck, lockGuard, stateGuards } from './guards.ts';
import { headerLines } from './header.ts';

/**
 * A dry run as a script for the mysql client, which leaves what the command would have left: history rows but for
 * their times, schema and data.
 */
export function dryRunScript(dryRun: DryRun): string {
  const sent = dryRun.recorded.flatMap((entry) => sqlOf(entry, dryRun) ?? []);
  if (sent.length === 0) return nothingToDo(dryRun);
  const setUp = clientSetUp(dryRun);
  const needs = clientNeeds([...setUp, ...sent]);
  const guards = [...clientGuards(needs), lockGuard(dryRun), ...stateGuards(dryRun)];
  const schema = quoteName(dryRun.table.schema);
  const parts = [
    ...comment(headerLines(dryRun, needs, warningsAbout(sent))),
    ...section('The session, as nilecare-migrate and Flyway set it up', setUp),
    ...section('Guards: fail with a message instead of going on', guards),
    ...(dryRun.found.kind === 'no schema' ? [] : [clientText(`USE ${schema}`)]),
    ...dryRun.recorded.flatMap((entry) => renderEntry(entry, dryRun)),
    ...section('Done', [`DO RELEASE_LOCK(${withLiterals(lockNameValue, [dryRun.lockName])})`]),
  ];
  return `${parts.join('\n')}\n`;
}

function nothingToDo(dryRun: DryRun): string {
  const needs = clientNeeds([]);
  const lines = [...headerLines(dryRun, needs, []), '', 'Nothing to do: this script holds no statement.'];
  return `${comment(lines).join('\n')}\n`;
}

/** The SQL of an entry; undefined for headings. */
function sqlOf(entry: Recorded, dryRun: DryRun): string | undefined {
  switch (entry.kind) {
    case 'statement':
      return entry.statement.text;
    case 'query':
      return withLiterals(entry.sql, entry.values);
    case 'lock-check':
      return lockCheck(dryRun);
    case 'script':
    case 'callback':
      return undefined;
  }
}

function renderEntry(entry: Recorded, dryRun: DryRun): readonly string[] {
  const sql = sqlOf(entry, dryRun);
  const text = sql === undefined ? [] : [clientText(sql)];
  switch (entry.kind) {
    case 'script':
      return heading(scriptHeading(entry));
    case 'callback':
      return heading(`Callback ${entry.callback.script}`);
    case 'statement':
      return [...comment([`${entry.script.script}:${entry.statement.line}`]), ...text];
    case 'query':
    case 'lock-check':
      return text;
  }
}

function scriptHeading({ step, index, total }: Extract<Recorded, { kind: 'script' }>): string {
  const autocommit =
    (step.kind === 'run' || step.kind === 'undo') && !step.script.migration.settings.executeInTransaction
      ? ' [non-transactional]'
      : '';
  const outOfOrder = step.kind === 'run' && step.outOfOrder ? ' [out of order]' : '';
  return `[${index + 1} of ${total}] ${step.row.script}${outOfOrder}${autocommit}`;
}

function section(title: string, statements: readonly string[]): readonly string[] {
  return [...heading(title), ...statements.map(clientText)];
}

function heading(text: string): readonly string[] {
  return ['', ...comment([text])];
}

/** A file's name may hold a line end. */
function comment(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `-- ${line.replaceAll(/\p{Cc}/gu, '?')}`.trimEnd());
}

/** What a client's session cannot do as the engine's does. */
function warningsAbout(statements: readonly string[]): readonly string[] {
  if (!statements.some((sql) => /\brow_count\s*\(/i.test(sql))) return [];
  return [
    'WARNING: ROW_COUNT() behind an UPDATE counts changed rows here, and found rows under migrate and Flyway.',
  ];
}
