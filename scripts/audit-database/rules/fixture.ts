/** A service that is as it should be, and ways to spoil it; for the tests of the rules. */
import type { StatusRow } from '@nilecare/database';
import type { Catalog, Column, ForeignKey, Index, Table } from '../../catalog/model.ts';
import type { MigrationFacts, ServiceFacts } from '../model.ts';
import { runRules } from './run-rules.ts';

/** The primary key of every table here. */
export const id: Column = {
  name: 'id',
  position: 1,
  type: 'char(36)',
  collation: 'ascii_bin',
  nullable: false,
  default: null,
  onUpdate: null,
  isAutoIncrement: false,
  generated: null,
  comment: '',
};

/** A column that holds an id, unless told otherwise. */
export const column = (name: string, change: Partial<Column> = {}): Column => ({ ...id, name, ...change });

/** A B-tree on whole columns, unless told otherwise. */
export const index = (name: string, columns: readonly string[], change: Partial<Index> = {}): Index => ({
  name,
  unique: false,
  type: 'BTREE',
  columns: columns.map((part) => ({ name: part, prefixLength: null, direction: 'ascending' })),
  comment: '',
  ...change,
});

/** From orders to users. */
export const foreignKey: ForeignKey = {
  name: 'fk_orders_user_id',
  columns: ['user_id'],
  referencedTable: 'users',
  referencedColumns: ['id'],
  onUpdate: 'RESTRICT',
  onDelete: 'RESTRICT',
};

/** The table that others refer to. */
export const users: Table = {
  name: 'users',
  engine: 'InnoDB',
  collation: 'utf8mb4_unicode_ci',
  comment: '',
  rows: 0,
  dataBytes: 0,
  indexBytes: 0,
  columns: [id, column('email', { comment: 'PII: lower case' })],
  primaryKey: ['id'],
  indexes: [index('uk_users_email', ['email'], { unique: true })],
  foreignKeys: [],
  checks: [],
};

/** The table that the tests spoil. */
export const orders: Table = {
  ...users,
  name: 'orders',
  columns: [
    id,
    column('user_id'),
    column('status', { type: 'varchar(20)' }),
    column('created_at', { type: 'datetime(6)' }),
  ],
  indexes: [index('idx_orders_user_id_status', ['user_id', 'status'])],
  foreignKeys: [foreignKey],
};

/** Both tables and a view. */
export const catalog: Catalog = {
  database: 'nilecare_auth',
  server: { kind: 'mysql', version: '9.7.4' },
  collation: 'utf8mb4_unicode_ci',
  tables: [orders, users],
  internalTables: [],
  views: [{ name: 'v_orders', columns: ['id'], reads: ['orders'], security: 'invoker' }],
  routines: [],
  triggers: [],
  events: [],
};

/** The account that owns the database, with exactly its grants. */
export const account: StatusRow = {
  service: 'auth-service',
  database: 'nilecare_auth',
  databaseExists: true,
  user: 'auth_service',
  host: 'localhost',
  account: 'exists',
  login: 'works',
  access: 'all',
  missingGrants: [],
  extraGrants: [],
};

/** In which no rule finds anything. */
export const good: ServiceFacts & { readonly mapped: object; readonly migrations: MigrationFacts } = {
  service: 'auth-service',
  mapped: { database: 'nilecare_auth', phase: 1, priority: 1, appendOnlyTables: ['orders'] },
  hasFolder: true,
  catalog,
  uses: [{ table: 'orders', columns: ['user_id', 'created_at'], by: 'v_orders' }],
  reader: { user: 'auth_service@localhost', lacks: [] },
  migrations: {
    version: '1',
    scripts: [
      {
        script: 'V1__a.sql',
        category: 'Versioned',
        state: 'Success',
        hasFile: true,
        hasUndo: true,
        undoDrops: 2,
      },
      {
        script: 'R__v.sql',
        category: 'Repeatable',
        state: 'Success',
        hasFile: true,
        hasUndo: false,
        undoDrops: 0,
      },
    ],
    problems: [],
  },
  accounts: [account],
  unread: [],
};

/** The facts with a changed table `orders`. */
export const withOrders = (change: Partial<Table>): Partial<ServiceFacts> => ({
  catalog: { ...catalog, tables: [{ ...orders, ...change }, users] },
});

/** The facts with more indexes on `orders`. */
export const withIndexes = (...indexes: readonly Index[]) =>
  withOrders({ indexes: [...orders.indexes, ...indexes] });

/** The facts with one more column in `orders`. */
export const withColumn = (name: string, change: Partial<Column>) =>
  withOrders({ columns: [...orders.columns, column(name, change)] });

/** The facts with a changed foreign key. */
export const withKey = (change: Partial<ForeignKey>) =>
  withOrders({ foreignKeys: [{ ...foreignKey, ...change }] });

/** What is found, without the names, whose rules have tests of their own. */
export const asked = (change: Partial<ServiceFacts>) =>
  runRules([{ ...good, ...change }]).filter(({ code }) => code !== 'name');
