import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { loadServiceMap } from '@nilecare/database';
import { adminConnectionOptions } from '@nilecare/dev-database';
import { migrate, resolveConfig } from '@nilecare/migrate';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

/**
 * Puts files and databases of a clone back as the set-up left them, where a document has changed them. What Git ignores
 * (`.env`, `.nilecare/`) stays. Without a server nothing is to be done to the databases.
 *
 * @param spoiled databases that were changed in another way than by migrations
 */
export async function restoreClone(folder: string, spoiled: ReadonlySet<string>): Promise<void> {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
  git('checkout', '--quiet', '--force', 'main');
  git('clean', '--quiet', '--force', '-d');
  const options = await adminConnectionOptions(folder).catch(() => undefined);
  if (!options) return;
  const connection = await createConnection(options);
  try {
    for (const { name, database } of loadServiceMap().services.filter(({ phase }) => phase === 1)) {
      if (spoiled.has(database) || (await historyOf(connection, database)) !== untouched)
        await remake(connection, path.join(folder, 'microservices', name), database);
    }
  } finally {
    connection.destroy();
  }
}

/** The first version and the views. */
const untouched = '1 SQL,1 SQL';

async function historyOf(connection: Connection, database: string): Promise<string> {
  try {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT * FROM ??.schema_version', [database]);
    return rows.map((row) => `${row['success']} ${row['type']}`).join(',');
  } catch {
    return 'no history';
  }
}

async function remake(connection: Connection, folder: string, database: string): Promise<void> {
  await connection.query('DROP DATABASE IF EXISTS ??', [database]);
  await connection.query('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', [database]);
  const { host, port, user, password } = connection.config;
  await migrate(
    resolveConfig({
      url: `jdbc:mysql://${host ?? ''}:${port ?? 3306}/${database}?allowPublicKeyRetrieval=true`,
      user: user ?? '',
      password: password ?? '',
      table: 'schema_version',
      locations: [`filesystem:${path.join(folder, 'migrations')}`],
    }),
  );
}
