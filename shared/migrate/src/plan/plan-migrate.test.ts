import { describe, expect, it } from 'vitest';
import { file, fileChecksum, rows } from '../../test/builders.ts';
import { situations } from '../../test/situations/index.ts';
import { named, stateOptions, statesOf } from '../../test/situations/read.ts';
import type { Migration, Script } from '../model.ts';
import { parseVersion } from '../version.ts';
import { baselineRow, pendingMigrations, planMigrate, schemaRow } from './plan-migrate.ts';
import { states } from './states.ts';

describe('what runs, and in which order, is what Flyway runs', () => {
  it.each(named(situations.filter(({ info, refuses }) => info && refuses === undefined)))(
    '%s',
    (_, situation) => {
      const pending = pendingMigrations(statesOf(situation), stateOptions(situation).target);
      expect(pending.map(({ script }) => script)).toEqual(
        (situation.runs ?? []).map((stem) => `${stem}.sql`),
      );
    },
  );
});

it('a step carries its script and the row that Flyway would write', () => {
  const infos = states([file('V1__a'), file('V2.0__two_words'), file('R__view')], rows('SQL V1__a'), {
    target: { kind: 'latest' },
    outOfOrder: false,
  });
  const scripts = pendingMigrations(infos, { kind: 'latest' }).map(scriptOf);
  expect(planMigrate(infos, scripts, []).steps).toEqual([
    {
      kind: 'run',
      script: scripts[0],
      outOfOrder: false,
      row: {
        version: parseVersion('2.0'),
        description: 'two words',
        type: 'SQL',
        script: 'V2.0__two_words.sql',
        checksum: fileChecksum,
      },
    },
    {
      kind: 'run',
      script: scripts[1],
      outOfOrder: false,
      row: { description: 'view', type: 'SQL', script: 'R__view.sql', checksum: fileChecksum },
    },
  ]);
});

it('what runs below the current version is marked out of order', () => {
  const infos = states([file('V1__a'), file('V2__b'), file('V3__c'), file('V4__d')], rows('SQL V3__c'), {
    target: { kind: 'latest' },
    outOfOrder: true,
  });
  const { steps } = planMigrate(infos, pendingMigrations(infos, { kind: 'latest' }).map(scriptOf), []);
  expect(steps.map((step) => step.kind === 'run' && [step.row.script, step.outOfOrder])).toEqual([
    ['V1__a.sql', true],
    ['V2__b.sql', true],
    ['V4__d.sql', false],
  ]);
});

it('a Baseline file is recorded as SQL_BASELINE, a long description is cut', () => {
  const long = file(`B2__${'x'.repeat(230)}`);
  const infos = states([long], [], { target: { kind: 'latest' }, outOfOrder: false });
  const [step] = planMigrate(infos, [scriptOf(long)], []).steps;
  expect(step?.row.type).toBe('SQL_BASELINE');
  expect(step?.row.description).toBe(`${'x'.repeat(197)}...`);
});

it('the prelude stands before everything else', () => {
  const prelude = [{ kind: 'write', row: schemaRow(['shop']) }] as const;
  const infos = states([file('V1__a')], [], { target: { kind: 'latest' }, outOfOrder: false });
  const plan = planMigrate(infos, [scriptOf(file('V1__a'))], prelude);
  expect(plan.steps.map(({ row }) => row.type)).toEqual(['SCHEMA', 'SQL']);
});

it('the row of a baseline is Flyway’s', () => {
  const baselineVersion = parseVersion('1') ?? expect.fail();
  expect(baselineRow({ baselineVersion, baselineDescription: '<< Flyway Baseline >>' })).toEqual({
    version: { text: '1', raw: '1', parts: [1n] },
    description: '<< Flyway Baseline >>',
    type: 'BASELINE',
    script: '<< Flyway Baseline >>',
    checksum: null,
  });
});

it('the row of a created schema names it in back-ticks and has no version', () => {
  expect(schemaRow(['shop', 'archive'])).toEqual({
    description: '<< Flyway Schema Creation >>',
    type: 'SCHEMA',
    script: '`shop`,`archive`',
    checksum: null,
  });
});

function scriptOf(migration: Migration): Script {
  return { migration, statements: [{ number: 1, line: 1, column: 1, text: 'SELECT 1', kind: 'dml' }] };
}
