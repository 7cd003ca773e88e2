import { createHash } from 'node:crypto';
import type { CallbackScript, Migration, Script, Statements, Step, StepRow } from '../model.ts';
import { joinStatements } from '../source/lazy-statements.ts';
import { rowOf } from './plan-migrate.ts';

/**
 * A plan, or what became of one, reduced to what an approval is about: which texts are sent in which order. Neither
 * server nor schema are in it, so that a plan which was tried elsewhere has the same hash in production.
 */
export interface PlanForm {
  readonly operation: PlanOperation;
  readonly steps: readonly FormStep[];
  /** Files that are sent when their event comes, and initSql; sorted by event and script. */
  readonly callbacks: readonly FormCallback[];
}

export type PlanOperation = 'migrate' | 'undo' | 'repair';

/** One step: a file that is sent, or a row that is changed. */
export interface FormStep {
  readonly action: Step['kind'] | 'take back';
  readonly script: string;
  /** Category of the file, or type of the row. */
  readonly category: string;
  /** Absent of steps that send no file. */
  readonly mode?: 'transaction' | 'autocommit';
  /** Of the statements as they are sent, or of the row: {@link textHash}. */
  readonly sha256: string;
}

export interface FormCallback {
  readonly event: string;
  readonly script: string;
  readonly sha256: string;
}

/** What a form is made of. */
export interface Planned {
  readonly operation: PlanOperation;
  readonly steps: readonly Step[];
  readonly callbacks: readonly CallbackScript[];
  /** Statements that are sent when the connection is made. */
  readonly initSql: readonly string[];
  /** Whether scripts have transactions at all; Flyway's `mixed` takes them all away. */
  readonly transactions: 'as written' | 'none';
  /** Whether scripts are sent, or only recorded. */
  readonly execution: 'run' | 'skip';
  /** What takes back a half-done migration in front of the steps. */
  readonly takeBack?: TakeBack | undefined;
}

interface TakeBack {
  readonly file: Script;
  /** Empty where nothing of it is committed; then its row is all that goes. */
  readonly texts: readonly string[];
  /** Its row in the history, which goes with it; an interrupted one has none. */
  readonly row: StepRow | undefined;
}

/** The form of a plan before anything is sent. */
export function planForm(planned: Planned): PlanForm {
  const { operation, steps, callbacks, initSql, takeBack } = planned;
  const first =
    initSql.length > 0 ? [{ event: initEvent, script: initEvent, sha256: textHash(initSql) }] : [];
  return {
    operation,
    steps: [...(takeBack ? takeBackSteps(takeBack) : []), ...steps.map((step) => formStep(step, planned))],
    callbacks: [...first, ...callbacks.map(formCallback)].toSorted(byEvent),
  };
}

/** It may change what each statement does, as by sql_mode or foreign_key_checks. */
const initEvent = 'initSql';

function takeBackSteps({ file, texts, row }: TakeBack): readonly FormStep[] {
  if (texts.length > 0) return [takingBack(file.migration, textHash(texts))];
  return row ? [rowStep('remove', row)] : [];
}

/**
 * The step that takes back a half-done migration.
 *
 * @param sha256 the {@link textHash} of what is sent
 */
export function takingBack({ script, category }: Migration, sha256: string): FormStep {
  return { action: 'take back', script, category, sha256 };
}

function formStep(step: Step, { transactions, execution }: Planned): FormStep {
  switch (step.kind) {
    case 'run':
    case 'undo': {
      const { migration, statements } = step.script;
      const { from = 1, prelude = [] } = step.resume ?? {};
      const sent = joinStatements(prelude, statements.slice(from - 1));
      const inTransaction = transactions === 'as written' && migration.settings.executeInTransaction;
      return {
        action: step.kind,
        script: migration.script,
        category: migration.category,
        mode: inTransaction ? 'transaction' : 'autocommit',
        sha256: execution === 'skip' ? textHash([]) : sentHash(sent),
      };
    }
    case 'write':
    case 'remove':
      return rowStep(step.kind, step.row);
    case 'align':
      return rowStep(step.kind, rowOf(step.migration));
  }
}

/** A step that changes a row of the history and sends nothing else. */
export function rowStep(action: 'write' | 'remove' | 'align', row: StepRow): FormStep {
  const { version, description, type, script, checksum } = row;
  const texts = [version?.text ?? '', description, type, script, String(checksum)];
  return { action, script, category: type, sha256: textHash(texts) };
}

function formCallback({ callback: { event, script }, statements }: CallbackScript): FormCallback {
  return { event, script, sha256: sentHash(statements) };
}

function sentHash(statements: Statements): string {
  return textHash(textsOf(statements));
}

function* textsOf(statements: Statements): Iterable<string> {
  for (const { text } of statements) yield text;
}

function byEvent(a: FormCallback, b: FormCallback): number {
  const [left, right] = [`${a.event}\n${a.script}`, `${b.event}\n${b.script}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** SHA-256 over each text as a JSON string with a line end behind it, 64 hexadecimal digits. */
export function textHash(texts: Iterable<string>): string {
  const hash = new TextHash();
  for (const text of texts) hash.add(text);
  return hash.digest();
}

/** {@link textHash} of texts that come one by one. */
export class TextHash {
  readonly #hash = createHash('sha256');

  add(text: string): void {
    this.#hash.update(`${JSON.stringify(text)}\n`);
  }

  /** To be asked for once. */
  digest(): string {
    return this.#hash.digest('hex');
  }
}

/**
 * SHA-256 over the form as one line of JSON: `["plan 1", operation, steps, callbacks]`, a step as
 * `[action, script, category, mode or null, sha256]`, a callback as `[event, script, sha256]`.
 */
export function planHash({ operation, steps, callbacks }: PlanForm): string {
  const canonical = [
    'plan 1',
    operation,
    steps.map(({ action, script, category, mode, sha256 }) => [
      action,
      script,
      category,
      mode ?? null,
      sha256,
    ]),
    callbacks.map(({ event, script, sha256 }) => [event, script, sha256]),
  ];
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}

/**
 * Whether the plan is one of the approved ones; null where it need not be: none is approved by name, nothing would be
 * sent, or `repair`, which sends no file.
 */
export function approvalOf(form: PlanForm, approved: readonly string[]): boolean | null {
  const isEmpty = form.steps.length === 0 && form.callbacks.every(({ event }) => event === initEvent);
  if (approved.length === 0 || isEmpty || form.operation === 'repair') return null;
  return approved.includes(planHash(form));
}
