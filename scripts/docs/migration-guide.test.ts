import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestSchema, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { migrate, resolveConfig, validate, type Config } from '@nilecare/migrate';
import type { Code } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { createConnection, type Connection } from 'mysql2/promise';
import { visit } from 'unist-util-visit';
import { afterEach, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

it.each(testServers().map((server) => [server.kind, server] as const))(
  'the examples of the migration guide run on %s, step by step',
  async (_kind, server) => {
    const { connection, config, folder } = await migratedSchema(server);
    const blocks = await sqlBlocks();
    let versions = 0;

    for (const { meta, value } of blocks) {
      const [what, argument = ''] = (meta ?? '').split(' ');
      if (what === 'migration') {
        await writeFile(path.join(folder, argument), value);
        if (argument.startsWith('V')) versions += (await migrate(config)).applied.length;
      } else if (what === 'application')
        for (const statement of value.split(/;\s*$/m).filter((text) => text.trim()))
          await connection.query(statement);
      else if (what === 'fails')
        expect(argument.split(',').map(Number), value).toContain(await errnoOf(connection, value));
      else throw new Error(`An sql block of the guide is neither: ${what}`);
    }

    expect(versions).toBe(6);
    const [devices] = await connection.query('SELECT device_label FROM auth_devices');
    expect(devices).toEqual([{ device_label: 'tablet' }]);
    expect((await validate(config)).findings).toEqual([]);
  },
  60_000,
);

/** `nilecare_auth` at its first version, with one user, in a schema of its own. */
async function migratedSchema(server: TestServer) {
  const schema = await createTestSchema(server);
  cleanups.push(() => schema.drop());
  const folder = await mkdtemp(path.join(tmpdir(), 'guide-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  await cp(path.join(root, 'microservices', 'auth-service', 'migrations'), folder, { recursive: true });
  const { host, port, user, password } = server;
  const config: Config = resolveConfig({
    ...{ url: `jdbc:mysql://${host}:${port}/${schema.name}?allowPublicKeyRetrieval=true`, user, password },
    locations: [`filesystem:${folder}`],
  });
  await migrate(config);
  const connection = await createConnection({ host, port, user, password, database: schema.name });
  cleanups.push(() => Promise.resolve(connection.destroy()));
  await connection.query(
    "INSERT INTO auth_users (id, email, username, password_hash, role, first_name) VALUES (UUID(), 'a@example.org', 'a', 'x', 'patient', 'A')",
  );
  return { connection, config, folder };
}

async function sqlBlocks(): Promise<readonly Code[]> {
  const text = await readFile(path.join(root, 'docs', 'DATABASE_MIGRATION_GUIDE.md'), 'utf8');
  const blocks: Code[] = [];
  visit(fromMarkdown(text), 'code', (code) => {
    if (code.lang === 'sql') blocks.push(code);
  });
  return blocks;
}

async function errnoOf(connection: Connection, sql: string): Promise<number | undefined> {
  return connection.query(sql).then(
    () => undefined,
    (error: unknown) => (error as { errno?: number }).errno,
  );
}
