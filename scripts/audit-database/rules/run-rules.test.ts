import { describe, expect, it } from 'vitest';
import type { FindingDetail, ServiceFacts } from '../model.ts';
import { findingText } from '../report/finding-text.ts';
import { ruleTexts } from '../report/rule-text.ts';
import {
  account,
  asked,
  catalog,
  column,
  foreignKey,
  good,
  index,
  orders,
  users,
  withColumn,
  withIndexes,
  withKey,
  withOrders,
} from './fixture.ts';
import { runRules } from './run-rules.ts';

/** A defect and the one finding that tells it. */
const defects: readonly (readonly [
  change: Partial<ServiceFacts>,
  finding: Partial<FindingDetail> & { code: string },
])[] = [
  [{ unread: [{ part: 'schema', reason: 'away' }] }, { code: 'not-read', part: 'schema', reason: 'away' }],
  [
    { reader: { user: 'guest@%', lacks: ['SHOW VIEW'] } },
    { code: 'missing-rights', user: 'guest@%', privileges: ['SHOW VIEW'] },
  ],
  [
    { accounts: [{ ...account, account: 'locked' }] },
    { code: 'account', user: 'auth_service', problem: 'locked' },
  ],
  [
    { accounts: [{ ...account, extraGrants: ['FILE ON *.*'] }] },
    { code: 'grants', user: 'auth_service', missing: [], extra: ['FILE ON *.*'] },
  ],
  [
    {
      migrations: {
        ...good.migrations,
        version: '1',
        scripts: [],
        problems: [{ script: 'V2__b.sql', problem: 'pending' }],
      },
    },
    { code: 'migration', script: 'V2__b.sql', problem: 'pending' },
  ],
  [
    {
      migrations: {
        version: '1',
        problems: [],
        scripts: [
          {
            script: 'V1__a.sql',
            category: 'Versioned',
            state: 'Success',
            hasFile: true,
            hasUndo: false,
            undoDrops: 0,
          },
        ],
      },
    },
    { code: 'undo-missing', script: 'V1__a.sql' },
  ],
  [withOrders({ primaryKey: [] }), { code: 'no-primary-key', table: 'orders' }],
  [withOrders({ engine: 'MyISAM' }), { code: 'other-engine', table: 'orders', engine: 'MyISAM' }],
  [
    withOrders({ collation: 'latin1_swedish_ci' }),
    { code: 'other-charset', table: 'orders', collation: 'latin1_swedish_ci' },
  ],
  [
    withColumn('note', { type: 'varchar(9)', collation: 'utf8mb3_bin' }),
    { code: 'other-charset', table: 'orders', column: 'note', collation: 'utf8mb3_bin' },
  ],
  [
    withColumn('price', { type: 'double', collation: null }),
    { code: 'inexact-number', table: 'orders', column: 'price' },
  ],
  [
    withColumn('seen', { type: 'timestamp(6)', collation: null }),
    { code: 'ends-2038', table: 'orders', column: 'seen' },
  ],
  [
    withKey({ referencedDatabase: 'nilecare_billing' }),
    { code: 'foreign-key-leaves', table: 'orders', key: 'fk_orders_user_id', database: 'nilecare_billing' },
  ],
  [
    withKey({ onDelete: 'CASCADE' }),
    { code: 'foreign-key-acts', table: 'orders', key: 'fk_orders_user_id', action: 'ON DELETE CASCADE' },
  ],
  [
    {
      catalog: {
        ...catalog,
        tables: [
          { ...orders, foreignKeys: [{ ...foreignKey, referencedColumns: ['email'] }] },
          { ...users, indexes: [index('idx_users_email', ['email'])] },
        ],
      },
    },
    { code: 'foreign-key-not-unique', table: 'orders', key: 'fk_orders_user_id' },
  ],
  [
    { ...withOrders({ indexes: [index('idx_orders_status_user_id', ['status', 'user_id'])] }), uses: [] },
    { code: 'foreign-key-unindexed', table: 'orders', key: 'fk_orders_user_id' },
  ],
  [
    { uses: [{ table: 'orders', columns: ['created_at', 'status'], by: 'src/a.ts:3' }] },
    { code: 'filter-unindexed', table: 'orders', columns: ['created_at', 'status'], usedBy: 'src/a.ts:3' },
  ],
  [
    withColumn('patient_id', { comment: 'PHI' }),
    { code: 'reference-unindexed', table: 'orders', column: 'patient_id' },
  ],
  [
    withIndexes(index('idx_twice', ['user_id', 'status'])),
    { code: 'duplicate-index', table: 'orders', index: 'idx_twice', by: 'idx_orders_user_id_status' },
  ],
  [
    withIndexes(index('idx_orders_user_id', ['user_id'])),
    { code: 'prefix-index', table: 'orders', index: 'idx_orders_user_id', by: 'idx_orders_user_id_status' },
  ],
  [
    withIndexes(index('uk_orders_status_id', ['status', 'id'], { unique: true })),
    { code: 'implied-unique', table: 'orders', index: 'uk_orders_status_id', by: 'PRIMARY' },
  ],
  [
    withIndexes(...Array.from({ length: 12 }, (_, number) => index(`idx_${number}`, [`column_${number}`]))),
    { code: 'many-indexes', table: 'orders', count: 13 },
  ],
  [
    { catalog: { ...catalog, views: [{ name: 'v', columns: [], reads: [], security: 'definer' }] } },
    { code: 'definer-rights', object: 'view v' },
  ],
  [
    { mapped: { ...good.mapped, database: 'd', phase: 1, priority: 1, appendOnlyTables: ['oders'] } },
    { code: 'append-only-missing', table: 'oders' },
  ],
  [
    withColumn('first_name', { type: 'varchar(99)' }),
    { code: 'unmarked-personal-data', table: 'orders', column: 'first_name' },
  ],
];

describe('the rules', () => {
  it('find nothing in a schema that is as it should be', () => {
    expect(runRules([good], [account])).toEqual([]);
  });

  it.each(defects.map(([change, finding]) => [finding.code, change, finding] as const))(
    '%s is found, alone',
    (_, change, finding) => {
      const found = asked(change);
      expect(found).toMatchObject([{ service: 'auth-service', ...finding }]);
      expect(found.map(findingText).join()).toMatch(/^\S.*\.$|: (?:away|pending)$/);
    },
  );

  it('know folders that the map does not, and services of phase 1 without a folder; those of phase 2 may wait', () => {
    const { mapped, ...unmapped } = { ...good, catalog: undefined };
    const facts = (phase: number): ServiceFacts => ({
      service: 'lab-service',
      mapped: { database: 'nilecare_lab', priority: 6, appendOnlyTables: [], phase },
      hasFolder: false,
      uses: [],
      unread: [],
    });
    expect(mapped.phase).toBe(1);
    expect(runRules([{ service: unmapped.service, hasFolder: true, uses: [], unread: [] }])).toMatchObject([
      { code: 'not-in-map', priority: 1 },
    ]);
    expect(runRules([facts(1)])).toMatchObject([{ code: 'folder-missing', priority: 1 }]);
    expect(runRules([facts(2)])).toEqual([]);
  });

  it('take over what the rules of names find, but tell of a missing primary key once', () => {
    const found = runRules([{ ...good, ...withOrders({ name: 'Orders', primaryKey: [] }) }]);
    expect(found).toContainEqual(
      expect.objectContaining({ priority: 3, code: 'name', rule: 'NAME_FORM' }) as object,
    );
    expect(found.filter((finding) => finding.code === 'name' && finding.rule === 'PRIMARY_KEY')).toEqual([]);
  });

  it('ask for a mark where the same column of another table has one', () => {
    const note = (comment: string) => column('note', { type: 'varchar(99)', comment });
    const tables = [
      { ...orders, columns: [...orders.columns, note('')] },
      { ...users, columns: [...users.columns, note('PHI: free text')] },
    ];
    expect(asked({ catalog: { ...catalog, tables } })).toMatchObject([
      { code: 'unmarked-personal-data', table: 'orders', column: 'note' },
    ]);
  });

  it('count a prefix and a descending part as an index of their column', () => {
    const part = { name: 'patient_id', prefixLength: null, direction: 'descending' } as const;
    const prefix = { name: 'note', prefixLength: 20, direction: 'ascending' } as const;
    const indexes = [
      ...orders.indexes,
      index('idx_orders_patient_id', [], { columns: [part] }),
      index('idx_orders_note', [], { columns: [prefix] }),
    ];
    const columns = [...orders.columns, column('patient_id'), column('note', { type: 'varchar(200)' })];
    const uses = ['patient_id', 'note'].map((name) => ({ table: 'orders', columns: [name], by: 'v_orders' }));
    expect(asked({ ...withOrders({ columns, indexes }), uses })).toEqual([]);
  });

  it('ask for no undo file of a version whose own file is gone', () => {
    const scripts = good.migrations.scripts.map((script) => ({ ...script, hasFile: false, hasUndo: false }));
    expect(asked({ migrations: { ...good.migrations, scripts } })).toEqual([]);
  });

  it('each have a case here', () => {
    const cases = [...defects.map(([, { code }]) => code), 'not-in-map', 'folder-missing', 'name'];
    expect(new Set(cases)).toEqual(new Set(Object.keys(ruleTexts)));
  });

  it('put the most urgent first, and accounts of all services before those of one', () => {
    const found = runRules(
      [{ ...good, ...withColumn('first_name', {}), unread: [{ part: 'accounts', reason: 'away' }] }],
      [{ ...account, user: 'readonly_service', account: 'missing' }],
    );
    expect(found.map(({ service, code, priority }) => [service, code, priority])).toEqual([
      ['all services', 'account', 1],
      ['auth-service', 'not-read', 1],
      ['auth-service', 'unmarked-personal-data', 3],
    ]);
  });
});
