import { auditTable } from './fixture.ts';
import type { Thing } from './model.ts';

/** What a run-time account may read or add to and not change, as its service's user may. 1142: no right to the table. */
export const recordThings: readonly Thing[] = [
  {
    name: 'INSERT into an audit table',
    service: 1142,
    runtime: 0,
    sql: ({ there }) => [`INSERT INTO ${there}.${auditTable} VALUES (1, 1)`],
    clean: ({ there }) => [`TRUNCATE TABLE ${there}.${auditTable}`],
  },
  {
    name: 'UPDATE of an audit table',
    service: 1142,
    sql: ({ there }) => [`UPDATE ${there}.${auditTable} SET n = 1`],
  },
  {
    name: 'DELETE from an audit table',
    service: 1142,
    sql: ({ there }) => [`DELETE FROM ${there}.${auditTable} WHERE id = 3`],
  },
  {
    name: 'SELECT of schema_version',
    service: 1142,
    reader: 0,
    runtime: 0,
    sql: ({ there }) => [`SELECT * FROM ${there}.schema_version`],
  },
  {
    name: 'UPDATE of schema_version',
    service: 1142,
    sql: ({ there }) => [`UPDATE ${there}.schema_version SET n = 1`],
  },
];
