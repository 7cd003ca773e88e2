import type { Callback, Migration, StatementKind, StepRow } from '../model.ts';
import { abbreviateScript } from './findings.ts';
import {
  rowStep,
  takingBack,
  TextHash,
  type FormCallback,
  type FormStep,
  type PlanForm,
} from './plan-form.ts';

/** Something that a run did, noted where it left the program: at the connection and at the history. */
export type Deed =
  | { readonly kind: 'script'; readonly action: 'run' | 'undo'; readonly file: Migration }
  | { readonly kind: 'callback'; readonly file: Callback }
  /** `SET autocommit` in front of a file; left out where it is as the file wants it. */
  | { readonly kind: 'mode'; readonly autocommit: boolean }
  | SentStatement
  | { readonly kind: 'row'; readonly action: 'write' | 'remove' | 'align'; readonly row: StepRow };

/** One time that a statement was sent. */
export interface SentStatement {
  readonly kind: 'statement';
  readonly file: Migration | Callback;
  readonly number: number;
  /** From 1, in the file. */
  readonly line: number;
  readonly type: StatementKind;
  /** As it was given to the connection. That of a large file is read from it once more. */
  readonly text: string;
  readonly started: Date;
  /** Until the answer. */
  readonly milliseconds: number;
  /** Absent of one that succeeded. Without a number the server did not answer. */
  readonly failed?: { readonly errno?: number; readonly sqlState?: string };
}

/**
 * The plan's form once more, from what was sent and succeeded. Equal to the plan's when all of it was sent, as it was
 * planned and nothing else. A callback whose event did not come has nothing to compare, and counts as planned.
 */
export function appliedForm(planned: PlanForm, deeds: readonly Deed[]): PlanForm {
  return {
    operation: planned.operation,
    steps: appliedSteps(deeds),
    callbacks: appliedCallbacks(planned.callbacks, deeds),
  };
}

/** A file on its way. */
interface Begun {
  readonly action: 'run' | 'undo' | 'take back';
  readonly file: Migration;
  readonly texts: TextHash;
  /** Set for it, or in front of it. */
  autocommit: boolean | undefined;
  readonly before: boolean | undefined;
}

function appliedSteps(deeds: readonly Deed[]): readonly FormStep[] {
  const done: (FormStep | Begun)[] = [];
  let current: Begun | undefined;
  let mode: boolean | undefined;
  for (const deed of deeds) {
    if (deed.kind === 'script') {
      current = {
        action: deed.action,
        file: deed.file,
        texts: new TextHash(),
        autocommit: undefined,
        before: mode,
      };
      done.push(current);
    } else if (deed.kind === 'mode') {
      mode = deed.autocommit;
      if (current) current.autocommit ??= mode;
    } else if (deed.kind === 'statement' && !('event' in deed.file)) {
      if (current?.file !== deed.file) {
        current = {
          action: 'take back',
          file: deed.file,
          texts: new TextHash(),
          autocommit: undefined,
          before: undefined,
        };
        done.push(current);
      }
      if (!deed.failed) current.texts.add(deed.text);
    } else if (deed.kind === 'row' && !isOwnRow(deed.row.script, current)) {
      done.push(rowStep(deed.action, deed.row));
    }
  }
  return done.map((step) => ('texts' in step ? begunStep(step) : step));
}

/** A file's row is written, and one that failed before removed, as a part of its step. */
function isOwnRow(script: string, current: Begun | undefined): boolean {
  return current?.action === 'take back' || script === abbreviateScript(current?.file.script ?? '');
}

function begunStep({ action, file, texts, autocommit: own, before }: Begun): FormStep {
  const autocommit = own ?? before;
  const sha256 = texts.digest();
  if (action === 'take back') return takingBack(file, sha256);
  const { script, category } = file;
  const mode = autocommit === undefined ? {} : ({ mode: autocommit ? 'autocommit' : 'transaction' } as const);
  return { action, script, category, ...mode, sha256 };
}

/** One that ran several times must have been the same each time. */
function appliedCallbacks(planned: readonly FormCallback[], deeds: readonly Deed[]): readonly FormCallback[] {
  const runs = callbackRuns(deeds);
  const known = planned.map((each) => {
    const hashes = runs.filter(isSame(each)).map(({ sha256 }) => sha256);
    return { ...each, sha256: hashes.find((hash) => hash !== each.sha256) ?? each.sha256 };
  });
  return [...known, ...runs.filter((run) => !planned.some(isSame(run)))];
}

function isSame({ event, script }: FormCallback): (other: FormCallback) => boolean {
  return (other) => other.event === event && other.script === script;
}

function callbackRuns(deeds: readonly Deed[]): readonly FormCallback[] {
  const runs: { readonly file: Callback; readonly texts: TextHash }[] = [];
  for (const deed of deeds) {
    if (deed.kind === 'callback') runs.push({ file: deed.file, texts: new TextHash() });
    else if (deed.kind === 'statement' && !deed.failed && runs.at(-1)?.file === deed.file)
      runs.at(-1)?.texts.add(deed.text);
  }
  return runs.map(({ file: { event, script }, texts }) => ({ event, script, sha256: texts.digest() }));
}
