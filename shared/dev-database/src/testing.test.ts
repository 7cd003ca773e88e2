import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { describe, expect, it } from 'vitest';
import { createTestSchema, testServers } from './testing.ts';

describe.each(testServers())('on $kind $version', (server) => {
  it('gives every test a schema of its own with the collation of NileCare', async () => {
    const schema = await createTestSchema(server);
    const { host, port, user, password } = server;
    const connection = await createConnection({ host, port, user, password, database: schema.name });
    try {
      const [rows] = await connection.query<RowDataPacket[]>(
        'SELECT DATABASE() AS name, @@collation_database AS collation, VERSION() AS version',
      );
      expect(rows[0]).toMatchObject({ name: schema.name, collation: 'utf8mb4_unicode_ci' });
      expect(String(rows[0]?.['version'])).toContain(server.version);
    } finally {
      await connection.end();
      await schema.drop();
    }
  });
});
