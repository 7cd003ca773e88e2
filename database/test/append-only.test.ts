import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { loadServiceMap } from '../src/map/load-service-map.ts';
import { schemas } from './schema-expectations.ts';
import { run, select, withSchema } from './schema-fixture.ts';

describe.each(testServers())('append-only tables on $kind $version', (server) => {
  it.each(Object.values(schemas))('of $service are those that its migrations call so', async (schema) => {
    await withSchema(server, async (connection, name) => {
      await run(connection, schema, 'V1');
      const rows = await select(
        connection,
        `SELECT table_name FROM information_schema.tables
         WHERE table_schema = ? AND table_comment LIKE 'Append-only%' ORDER BY table_name`,
        name,
      );
      const service = loadServiceMap().services.find((it) => it.name === schema.service);
      expect(service?.appendOnlyTables.toSorted()).toEqual(rows.flat());
    });
  });
});
