import { expect, it } from 'vitest';
import { catalogOf, foreignKeyOf, indexOf, tableOf } from '../catalog/fixture.ts';
import { tableSection } from './dictionary-table.ts';
import { outsideIds } from './outside-ids.ts';

const orders = tableOf(
  'orders',
  [
    { name: 'customer_id', nullable: true, comment: 'PHI: who | <buys>' },
    { name: 'state', type: "enum('new','it''s paid')", default: "'new'" },
    { name: 'twice', type: 'int', generated: { expression: 'total * 2', kind: 'virtual' } },
  ],
  {
    comment: 'What was bought',
    indexes: [indexOf('uk_orders_state', ['state'], 'unique'), indexOf('idx_orders_twice', ['twice'])],
    foreignKeys: [
      {
        ...foreignKeyOf('orders', 'customer_id', 'customers'),
        onDelete: 'CASCADE',
        referencedDatabase: 'crm',
      },
    ],
    checks: [{ name: 'chk_orders_twice', expression: 'twice > 0 OR twice | 1' }],
  },
);

it('tells of a table everything that the catalogue tells', () => {
  expect(tableSection(orders, new Map([['idx_orders_twice', 'worklist']]))).toBe(
    `### orders

What was bought.

| column | type | NULL | default | key | data | remark |
| --- | --- | --- | --- | --- | --- | --- |
| \`id\` | \`char(36)\` | no |  | PK |  |  |
| \`customer_id\` | \`char(36)\` | yes |  | FK | PHI | who \\| \\<buys\\> |
| \`state\` | \`enum\` | no | \`'new'\` | UK |  |  |
| \`twice\` | \`int\` | no | \`= total * 2\`, not stored | IX |  |  |

- \`state\`: \`new\`, \`it's paid\`

| index | of | serves |
| --- | --- | --- |
| \`PRIMARY\` | \`id\` | a row by its key |
| \`uk_orders_state\` | \`state\`, unique |  |
| \`idx_orders_twice\` | \`twice\` | worklist |

Foreign keys:

- \`fk_orders_customer_id\`: \`customer_id\` is \`id\` of [crm.customers](#customers), on delete CASCADE

Rules:

- \`chk_orders_twice\`: \`twice > 0 OR twice | 1\`
`,
  );
});

it('ids without a foreign key are of the table or the service that their name says', () => {
  const shop = catalogOf([tableOf('orders', ['invoice_id', 'facility_id', 'patient_id', 'sold_by', 'note'])]);
  const others = [
    { ...catalogOf([tableOf('invoices')]), service: 'billing-service' },
    { ...catalogOf([tableOf('auth_users')]), service: 'auth-service' },
  ];
  const facility = { name: 'facility-service', database: 'f', user: 'f', port: 1, phase: 2, priority: 1 };
  const map = { readonlyUser: 'r', services: [{ ...facility, appendOnlyTables: [] }] };
  expect(outsideIds(shop, [shop, ...others], map)).toEqual([
    { column: 'facility_id', tables: ['orders'], target: { service: 'facility-service' } },
    { column: 'invoice_id', tables: ['orders'], target: { service: 'billing-service', table: 'invoices' } },
    { column: 'patient_id', tables: ['orders'] },
    { column: 'sold_by', tables: ['orders'], target: { service: 'auth-service', table: 'auth_users' } },
  ]);
});
