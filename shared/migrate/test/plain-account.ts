import { randomBytes } from 'node:crypto';
import type { TestServer } from '@nilecare/dev-database/testing';
import { onTestFinished } from 'vitest';
import { connectTo } from './connect-to.ts';

/** How an account that is no administrator logs in; for settings and options of connections. */
export interface PlainAccount {
  readonly user: string;
  readonly password: string;
}

/**
 * An account with every right on one schema, gone with the test. Its random name lets tests share a server.
 *
 * @param rights on the whole server, as GRANT has them
 */
export async function plainAccount(
  server: TestServer,
  schema: string,
  ...rights: readonly string[]
): Promise<PlainAccount> {
  const connection = await connectTo(server);
  const user = `plain_${randomBytes(4).toString('hex')}`;
  const password = 'for-this-test-0nly';
  onTestFinished(async () => {
    await connection.query(`DROP USER ${user}@'%'`);
    connection.destroy();
  });
  await connection.query(`CREATE USER ${user}@'%' IDENTIFIED BY '${password}'`);
  await connection.query(`GRANT ALL ON \`${schema}\`.* TO ${user}@'%'`);
  for (const right of rights) await connection.query(`GRANT ${right} ON *.* TO ${user}@'%'`);
  return { user, password };
}
