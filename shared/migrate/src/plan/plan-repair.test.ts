import { describe, expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import { situations } from '../../test/situations/index.ts';
import { ignorePatterns, named, rowText, type Situation } from '../../test/situations/read.ts';
import { memoryHistory } from '../history/memory-history.ts';
import type { Migration } from '../model.ts';
import { planRemoval, planRepair } from './plan-repair.ts';
import { states } from './states.ts';

/** Flyway's own repair fails in one of them, for which there is a test below. */
const comparable = situations.filter(
  ({ info, name }) => info && name !== 'a description cut at 200 characters',
);

describe('repair leaves the rows that Flyway leaves', () => {
  it.each(named(comparable))('%s', async (_, situation) => {
    const before = rows(...(situation.rows ?? [])).map(rowText);
    const after = await repaired(situation, situation.files.map(file));
    expect(after).toEqual(situation.repaired ?? before);
  });
});

it('a repeatable that Flyway accepts as equal gets the checksum of the replaced text', async () => {
  const view = { ...file('R__view'), equivalentChecksum: 4711 };
  expect(await repaired({ name: '', files: [], rows: ['SQL R__view changed'] }, [view])).toEqual([
    '1: NULL | view | SQL | R__view.sql | 78787420 | ok',
  ]);
});

it('a description of more than 200 characters is aligned as it is stored, where Flyway fails with 1406', async () => {
  const long = file(`V1__${'x'.repeat(230)}`);
  const cut = `${'x'.repeat(197)}...`;
  expect(await repaired({ name: '', files: [], rows: ['SQL V1__old changed'] }, [long])).toEqual([
    `1: 1 | ${cut} | SQL | V1__old.sql | 78787420 | ok`,
  ]);
  const stored = { name: '', files: [], rows: [`SQL V1__old description=${cut}`] };
  const [before] = rows(...stored.rows);
  expect(states([long], before ? [before] : [], latest).map(({ state }) => state)).toEqual(['Success']);
  expect(planRepair(states([long], rows(...stored.rows), latest), []).steps).toEqual([]);
});

it('an undo that broke off is removed', () => {
  const [, failed] = rows('SQL V1__a', 'DELETE U1__a failed');
  expect(planRemoval(rows('SQL V1__a', 'DELETE U1__a failed'))).toEqual([{ kind: 'remove', row: failed }]);
});

it('rows of the paid editions’ undo are left alone', async () => {
  const undone: Situation = { name: '', files: [], rows: ['SQL V1__a changed', 'UNDO_SQL U1__a'] };
  expect(await repaired(undone, [file('V1__a')])).toEqual(rows(...(undone.rows ?? [])).map(rowText));
});

const latest = { target: { kind: 'latest' }, outOfOrder: true } as const;

/** What the command does, on the history without a server. */
async function repaired(situation: Situation, migrations: readonly Migration[]): Promise<readonly string[]> {
  const initial = rows(...(situation.rows ?? []));
  const history = memoryHistory('schema_version', initial);
  for (const { row } of planRemoval(initial)) await history.remove(row);
  const infos = states(migrations, await history.rows(), latest);
  for (const step of planRepair(infos, ignorePatterns(situation)).steps) {
    if (step.kind === 'align') await history.align(step.row, step.migration);
    if (step.kind === 'write') {
      await history.add({ ...step.row, installedBy: 'tester', executionTime: 0, success: true });
    }
  }
  return (await history.rows()).map(rowText);
}
