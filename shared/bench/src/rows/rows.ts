import type { Row } from '../model.ts';
import { appliedRow } from './applied.ts';
import { dataRow } from './data-row.ts';
import { freshRow } from './fresh.ts';
import { journalRow } from './journal-row.ts';
import { servicesRow, tenantsRow } from './many-rows.ts';
import { setupRow } from './setup-row.ts';
import { testRow } from './test-row.ts';

const others = ['goose', 'golang-migrate', 'dbmate', 'knex', 'waypoint', 'flyway'] as const;

/** All rows, in the order in which they are measured and shown. */
export const rows: readonly Row[] = [
  appliedRow({
    ...{ id: 'nothing-30', title: 'Nothing to do, 30 applied', action: 'migrate', applied: 30 },
    ...{ tools: ['node', 'client', 'nilecare', ...others], selection: 'default', roundSeconds: 3 },
  }),
  appliedRow({
    ...{ id: 'info-30', title: 'State of 30 applied (info, status)', action: 'info', applied: 30 },
    ...{ tools: ['node', 'client', 'nilecare', ...others], selection: 'default', roundSeconds: 3 },
  }),
  appliedRow({
    ...{ id: 'validate-30', title: 'Files against database, 30 applied (validate)', action: 'validate' },
    ...{ applied: 30, tools: ['node', 'nilecare', 'waypoint', 'flyway'], selection: 'default' },
    roundSeconds: 2.5,
  }),
  freshRow({
    ...{ id: 'fresh-30', title: '30 migrations on an empty schema', migrations: 30 },
    ...{ tools: ['client', 'nilecare', ...others], selection: 'default', roundSeconds: 9 },
  }),
  freshRow({
    ...{ id: 'fresh-1000', title: '1,000 migrations on an empty schema', migrations: 1_000 },
    ...{ tools: ['client', 'nilecare', 'goose'], selection: 'default', warmUps: 0, roundSeconds: 30 },
  }),
  freshRow({
    ...{ id: 'fresh-1000-all', title: '1,000 migrations on an empty schema, all tools', migrations: 1_000 },
    ...{ tools: ['client', 'nilecare', ...others], selection: 'on demand', warmUps: 0, roundSeconds: 190 },
  }),
  growthRow(1_000, 5),
  growthRow(3_000, 8),
  growthRow(10_000, 20),
  dataRow({
    ...{ id: 'file-100m', title: 'One file of 100 MB, 600,000 rows', megabytes: 100 },
    ...{ tools: ['client', 'nilecare', 'flyway'], selection: 'default', mostRuns: 2, warmUps: 0 },
    ...{ roundSeconds: 28, prepareSeconds: 3 },
  }),
  dataRow({
    ...{ id: 'file-1g', title: 'One file of 1 GB, 6,000,000 rows', megabytes: 1_000 },
    ...{ tools: ['client', 'nilecare'], selection: 'on demand', mostRuns: 3, warmUps: 0 },
    ...{ roundSeconds: 130, prepareSeconds: 20 },
  }),
  journalRow,
  distantRow(1, { roundSeconds: 12, mostRuns: 3, warmUps: 0 }),
  distantRow(10, { roundSeconds: 24, mostRuns: 2, warmUps: 0 }),
  distantRow(50, { roundSeconds: 95, mostRuns: 1, warmUps: 0 }),
  servicesRow,
  tenantsRow({
    ...{ id: 'many-50', title: '50 databases with nothing to do', count: 50, state: 'applied' },
    ...{ selection: 'default', roundSeconds: 4, prepareSeconds: 25 },
  }),
  tenantsRow({
    ...{ id: 'many-50-fresh', title: '10 migrations on each of 50 empty schemas', count: 50, state: 'fresh' },
    ...{ selection: 'on demand', roundSeconds: 15, prepareSeconds: 1 },
  }),
  setupRow,
  testRow,
];

/**
 * The client program has no part in it: it knows nothing of what is applied. From 3,000 on only tools that compare files
 * with a history, and the fastest of those that do not.
 */
function growthRow(applied: number, roundSeconds: number): Row {
  const isLong = applied > 1_000;
  return appliedRow({
    id: `nothing-${applied}`,
    title: `Nothing to do, ${applied.toLocaleString('en')} applied`,
    ...{ action: 'migrate', applied, selection: 'default', roundSeconds },
    tools: ['node', 'nilecare', ...(isLong ? ['goose', 'dbmate', 'waypoint', 'flyway'] : others)],
    ...(isLong && { mostRuns: 3 }),
  });
}

function distantRow(roundTrip: number, limits: Pick<Row, 'roundSeconds' | 'mostRuns' | 'warmUps'>): Row {
  return freshRow({
    ...{ id: `distant-${roundTrip}`, title: `30 migrations, ${roundTrip} ms round trip`, roundTrip },
    ...{ migrations: 30, selection: 'default', ...limits },
    tools: ['client', 'nilecare', 'goose', 'golang-migrate', 'dbmate', 'knex', 'flyway'],
  });
}
