import { createTestSchema, type TestServer } from '@nilecare/dev-database/testing';
import type { ConnectionConfig } from '../src/config/config.ts';
import { withConnection } from '../src/execute/connection.ts';
import type { TableName } from '../src/history/sql.ts';
import type { Session } from '../src/session.ts';

/** A session in a random schema of its own, open until {@link closeSession}. */
export interface TestSession {
  readonly session: Session;
  readonly table: TableName;
  readonly end: () => Promise<void>;
}

/** The way to a schema of a test server. */
export function connectionTo(server: TestServer, schema: string): ConnectionConfig {
  const { host, port, user, password } = server;
  return {
    url: `mysql://${host}:${port}/${schema}`,
    host,
    port,
    user,
    password,
    database: schema,
    tls: { mode: 'DISABLED' },
    retries: 0,
    retryInterval: 1,
    timeout: 10_000,
  };
}

export async function openTestSession(server: TestServer): Promise<TestSession> {
  const schema = await createTestSchema(server);
  return new Promise((resolve, reject) => {
    const closed = withConnection(
      connectionTo(server, schema.name),
      { initSql: undefined, stop: undefined },
      async (session) => {
        await new Promise<void>((finish) => {
          const end = async () => {
            finish();
            await closed;
            await schema.drop();
          };
          resolve({ session, table: { schema: schema.name, table: 'schema_version' }, end });
        });
      },
    );
    closed.catch(reject);
  });
}

export function closeSession({ end }: TestSession): Promise<void> {
  return end();
}
