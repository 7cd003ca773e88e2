import { expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import type { OpenPosition } from '../journal/open-position.ts';
import { splitStatements } from '../source/splitter.ts';
import { goingOn, stepOf, withoutRowsOf } from './go-on.ts';
import { planMigrate } from './plan-migrate.ts';

const { statements } = splitStatements('SELECT 1; SELECT 2;');
const prelude = [
  { kind: 'write', row: { description: 'x', type: 'SCHEMA', script: 'x', checksum: null } },
] as const;
const plan = planMigrate(
  [],
  ['V6__a', 'V7__b', 'R__c'].map((stem) => ({ migration: file(stem), statements })),
  prelude,
);
const resume = { from: 2, prelude: [] };

function open(script: string, failed = rows()[0]): OpenPosition {
  const place = { direction: 'migrate', checksum: 1, afterRank: 0, state: 'failed', total: 2 } as const;
  const position = { ...place, script, committed: 1, digests: '1:' };
  const runner = { account: 'a@b', host: 'h', process: 1, connection: 2, server: 's', toolVersion: '1' };
  const record = { run: 1, runner, startedAt: '', position };
  return failed
    ? { kind: 'failed', record, position, row: failed }
    : { kind: 'interrupted', record, position };
}

function order(script: string): readonly string[] {
  const step = stepOf(plan, open(script));
  const { steps } = goingOn(plan, step ?? expect.fail(), resume);
  return steps.map((each) => `${each.row.script}${'resume' in each ? ' resumed' : ''}`);
}

it('an unfinished version goes before the others, behind rows that are only written', () => {
  expect(order('V7__b.sql')).toEqual(['x', 'V7__b.sql resumed', 'V6__a.sql', 'R__c.sql']);
});

it('an unfinished repeatable keeps its place', () => {
  expect(order('R__c.sql')).toEqual(['x', 'V6__a.sql', 'V7__b.sql', 'R__c.sql resumed']);
});

it('a script that is not planned has no step', () => {
  expect(stepOf(plan, open('V8__d.sql'))).toBeUndefined();
});

it('the failed row does not count, and others do', () => {
  const history = rows('SQL V1__a', 'SQL V7__b failed');
  expect(withoutRowsOf(history, [open('V7__b.sql', history[1])])).toEqual(history.slice(0, 1));
  expect(withoutRowsOf(history, [open('V7__b.sql')])).toEqual(history);
  expect(withoutRowsOf(history, [])).toEqual(history);
});
