import type { Row } from '../model.ts';
import { appliedRow } from './applied.ts';
import { freshRow } from './fresh.ts';

const others = ['goose', 'golang-migrate', 'dbmate', 'knex', 'waypoint', 'flyway'] as const;

/** All rows, in the order in which they are measured and shown. */
export const rows: readonly Row[] = [
  appliedRow({
    id: 'nothing-30',
    title: 'Nothing to do, 30 applied',
    action: 'migrate',
    applied: 30,
    tools: ['node', 'client', 'nilecare', ...others],
    selection: 'default',
    roundSeconds: 3,
  }),
  appliedRow({
    id: 'info-30',
    title: 'State of 30 applied (info, status)',
    action: 'info',
    applied: 30,
    tools: ['node', 'client', 'nilecare', ...others],
    selection: 'default',
    roundSeconds: 3,
  }),
  appliedRow({
    id: 'validate-30',
    title: 'Files against database, 30 applied (validate)',
    action: 'validate',
    applied: 30,
    tools: ['node', 'nilecare', 'waypoint', 'flyway'],
    selection: 'default',
    roundSeconds: 2.5,
  }),
  freshRow({
    id: 'fresh-30',
    title: '30 migrations on an empty schema',
    migrations: 30,
    tools: ['client', 'nilecare', ...others],
    selection: 'default',
    roundSeconds: 10,
  }),
];
