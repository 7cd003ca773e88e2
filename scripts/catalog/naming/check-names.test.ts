import { readFileSync } from 'node:fs';
import { createTestSchema, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { describe, expect, it } from 'vitest';
import { catalogOf, foreignKeyOf, indexOf, tableOf } from '../fixture.ts';
import type { Catalog } from '../model.ts';
import { readCatalog } from '../read-catalog.ts';
import { checkNames, namingRules } from './check-names.ts';

const dataOf = (code: string) => readFileSync(new URL(`testdata/${code}.sql`, import.meta.url), 'utf8');

describe.each(testServers())('on $kind $version', (server) => {
  it.each(namingRules.filter(({ code }) => isFor(server, dataOf(code))))(
    '$code finds what its test data says, and nothing else',
    async ({ code, check }) => {
      const sql = dataOf(code);
      const findings = check(await catalogOfSql(server, sql));
      const expected = [...sql.matchAll(/-- finds (\S+) (.*?)\s*$/gm)].map(([, table, name]) => [
        table,
        name,
      ]);
      expect(expected).not.toEqual([]);
      expect(findings.map(({ table, name }) => [table, name]).sort()).toEqual(expected.sort());
      for (const finding of findings) {
        expect(finding.code).toBe(code);
        expect(finding.message).toContain(finding.name === 'no key' ? 'missing' : finding.name);
      }
    },
  );
});

it.each(namingRules)(
  'the examples of $code stand in its test data, each on its side',
  ({ code, right, wrong }) => {
    const lines = dataOf(code).split('\n');
    const linesWith = (name: string) => lines.filter((line) => new RegExp(`\\b${name}\\b`).test(line));
    expect(linesWith(right).some((line) => !line.includes('-- finds'))).toBe(true);
    expect(linesWith(wrong).some((line) => line.includes('-- finds'))).toBe(true);
  },
);

it('a database whose names are as they should be has no finding', () => {
  const orders = tableOf('orders', ['customer_id', { name: 'shipped_at', type: 'datetime(6)' }], {
    indexes: [indexOf('idx_orders_customer_id_shipped_at', ['customer_id', 'shipped_at'])],
    foreignKeys: [foreignKeyOf('orders', 'customer_id', 'customers')],
    checks: [{ name: 'chk_orders_shipped', expression: 'shipped_at IS NOT NULL' }],
  });
  expect(checkNames(catalogOf([tableOf('customers'), orders]))).toEqual([]);
});

/** Some mistakes one kind of server refuses itself. */
function isFor({ kind }: TestServer, sql: string): boolean {
  return !sql.startsWith('-- only: ') || sql.startsWith(`-- only: ${kind}\n`);
}

async function catalogOfSql(server: TestServer, sql: string): Promise<Catalog> {
  const schema = await createTestSchema(server);
  const { host, port, user, password } = server;
  const options = { host, port, user, password, database: schema.name, multipleStatements: true };
  const connection = await createConnection(options);
  try {
    await connection.query(sql);
    return await readCatalog(connection, schema.name);
  } finally {
    connection.destroy();
    await schema.drop();
  }
}
