import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import type { Callback, Script, Statement, Step } from '../model.ts';
import { appliedForm, type Deed } from './applied-form.ts';
import { approvalOf, planForm, planHash, textHash, type Planned } from './plan-form.ts';
import { rowOf } from './plan-migrate.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function script(name: string, ...texts: readonly string[]): Script {
  const statements = texts.map((text, index): Statement => ({
    number: index + 1,
    line: index + 1,
    column: 1,
    text,
    kind: 'dml',
  }));
  return { migration: file(name), statements };
}

function run(of: Script): Extract<Step, { kind: 'run' }> {
  return { kind: 'run', script: of, row: rowOf(of.migration), outOfOrder: false };
}

const a = script('V1__a', 'INSERT 1', 'INSERT 2');
const b = script('V2__b', 'INSERT 3');

const callback: Callback = {
  event: 'beforeMigrate',
  description: '',
  script: 'beforeMigrate.sql',
  path: '/migrations/beforeMigrate.sql',
  settings: file('V1__a').settings,
};
const callbackFile = { callback, statements: script('V1__x', 'SELECT 1').statements };

function plan(steps: readonly Step[], other: Partial<Planned> = {}) {
  const planned = { operation: 'migrate', steps, callbacks: [], initSql: [], execution: 'run' } as const;
  return planForm({ ...planned, transactions: 'as written', ...other });
}

function sent(of: Script, texts: readonly string[], failed?: { readonly errno: number }): Deed[] {
  return [
    { kind: 'script', action: 'run', file: of.migration },
    { kind: 'mode', autocommit: false },
    ...texts.map((text, index): Deed => {
      const place = { number: index + 1, line: index + 1, type: 'dml' } as const;
      const time = { started: new Date(0), milliseconds: 1 };
      const isLast = index === texts.length - 1;
      return {
        kind: 'statement',
        file: of.migration,
        ...place,
        text,
        ...time,
        ...(isLast && failed && { failed }),
      };
    }),
    { kind: 'row', action: 'write', row: rowOf(of.migration) },
  ];
}

describe('the hash of a plan', () => {
  it('is SHA-256 over one line of JSON that anybody can write', () => {
    const text = sha256('"INSERT 1"\n"INSERT 2"\n');
    const line = `["plan 1","migrate",[["run","V1__a.sql","Versioned","transaction","${text}"]],[]]`;
    expect(planHash(plan([run(a)]))).toBe(sha256(line));
  });

  it.each([
    ['another order', plan([run(b), run(a)])],
    ['a text', plan([run(script('V1__a', 'INSERT 1', 'INSERT 4')), run(b)])],
    ['where a text ends', plan([run(script('V1__a', 'INSERT 1\nINSERT 2')), run(b)])],
    ['a name', plan([run(script('V3__a', 'INSERT 1', 'INSERT 2')), run(b)])],
    ['a step', plan([run(a)])],
    ['a row', plan([{ kind: 'write', row: rows('BASELINE 1')[0] ?? rowOf(a.migration) }, run(a), run(b)])],
    ['transactions', plan([run(a), run(b)], { transactions: 'none' })],
    ['recording only', plan([run(a), run(b)], { execution: 'skip' })],
    ['a callback', plan([run(a), run(b)], { callbacks: [callbackFile] })],
    ['initSql', plan([run(a), run(b)], { initSql: ['SET foreign_key_checks = 0'] })],
    ['the command', plan([run(a), run(b)], { operation: 'undo' })],
    ['where it goes on', plan([{ ...run(a), resume: { from: 2, prelude: [] } }, run(b)])],
  ])('is another for %s', (_what, other) => {
    expect(planHash(other)).not.toBe(planHash(plan([run(a), run(b)])));
  });
});

describe('an approval', () => {
  const form = plan([run(a)]);
  it.each([
    [[], null],
    [[planHash(form)], true],
    [['0'.repeat(64), planHash(form)], true],
    [['0'.repeat(64)], false],
  ])('of %j', (approved, expected) => {
    expect(approvalOf(form, approved)).toBe(expected);
  });

  it('is not needed where nothing would be sent', () => {
    const other = ['0'.repeat(64)];
    expect(approvalOf(plan([]), other)).toBe(null);
    expect(approvalOf(plan([], { initSql: ['SET foreign_key_checks = 0'] }), other)).toBe(null);
    expect(approvalOf(plan([run(a)], { operation: 'repair' }), other)).toBe(null);
    expect(approvalOf(plan([], { callbacks: [callbackFile] }), other)).toBe(false);
  });
});

describe('what was applied', () => {
  const form = plan([run(a), run(b)], { callbacks: [callbackFile] });
  const whole = [...sent(a, ['INSERT 1', 'INSERT 2']), ...sent(b, ['INSERT 3'])];
  const called = (text: string): Deed[] => [
    { kind: 'callback', file: callback },
    {
      kind: 'statement',
      file: callback,
      number: 1,
      line: 1,
      type: 'dml',
      text,
      started: new Date(0),
      milliseconds: 1,
    },
  ];

  const again = whole.flatMap((deed): Deed[] =>
    deed.kind === 'statement' ? [{ ...deed, failed: { errno: 1205 } }, deed] : [deed],
  );

  it.each([
    ['all of it', whole],
    ['with its callback', [...called('SELECT 1'), ...whole]],
    ['with statements that were sent again', again],
  ])('has the hash of the plan: %s', (_what, deeds) => {
    expect(planHash(appliedForm(form, deeds))).toBe(planHash(form));
  });

  it('has the hash of an undo that only removes the row of what had committed nothing', () => {
    const row = rowOf(a.migration);
    const undone = plan([], { operation: 'undo', takeBack: { file: a, texts: [], row } });
    const deeds: Deed[] = [{ kind: 'row', action: 'remove', row }];
    expect(undone.steps).toHaveLength(1);
    expect(planHash(appliedForm(undone, deeds))).toBe(planHash(undone));
  });

  it.each([
    ['nothing', [] as Deed[]],
    ['less', sent(a, ['INSERT 1', 'INSERT 2'])],
    ['another text', [...sent(a, ['INSERT 1', 'INSERT 9']), ...sent(b, ['INSERT 3'])]],
    [
      'a statement that failed',
      [...sent(a, ['INSERT 1', 'INSERT 2']), ...sent(b, ['INSERT 3'], { errno: 1062 })],
    ],
    ['another order', [...sent(b, ['INSERT 3']), ...sent(a, ['INSERT 1', 'INSERT 2'])]],
    ['another callback', [...called('SELECT 2'), ...whole]],
    ['a row more', [...whole, { kind: 'row', action: 'write', row: rowOf(file('V9__x')) } satisfies Deed]],
  ])('has another one: %s', (_what, deeds) => {
    expect(planHash(appliedForm(form, deeds))).not.toBe(planHash(form));
  });
});

it('a text hash tells where one text ends and the next begins', () => {
  expect(textHash(['a', 'b'])).not.toBe(textHash(['a\nb']));
  expect(textHash(['ab'])).not.toBe(textHash(['a', 'b']));
});
