import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseConfiguration, DatabaseLogin, NodeEnvironment } from '@nilecare/config-validator';
import type { Config } from '@nilecare/migrate';
import type { CredentialProvider } from '@nilecare/secrets';
import { ServiceError } from '../errors.ts';

/** What the migrations of a start depend on. */
export interface MigrateOnStart {
  readonly environment: NodeEnvironment;
  readonly database: DatabaseConfiguration;
  /** Of DB_USER, never of the run-time account. */
  readonly logins: CredentialProvider;
  readonly migrationsDirectory: string;
  /** Aborted: the running script is finished, no other begun. */
  readonly stop: AbortSignal;
  readonly tell: (line: string) => void;
}

/**
 * Does what `npm run migrate:up` does, with the same files and settings: flyway.conf beside the migrations, in production
 * flyway-prod.conf too. Other instances wait for the migration lock and find nothing to do.
 *
 * @throws {ServiceError} MIGRATION_FAILED in the words of the engine
 */
export async function migrateOnStart(wanted: MigrateOnStart): Promise<void> {
  // The engine is a third of the start's time, and most starts do without.
  const { describeError, eventLine, loadConfig, MigrateError, migrate } = await import('@nilecare/migrate');
  try {
    const login = await wanted.logins.current();
    const { config } = loadConfig(configSources(wanted, login));
    const { applied } = await migrate(withConnection(config, wanted.database, login), {
      stop: wanted.stop,
      listener: (event) => {
        const line = eventLine(event);
        if (line !== undefined && event.type !== 'query-result') wanted.tell(line);
      },
    });
    if (applied.length === 0) wanted.tell('No migration is pending.');
  } catch (cause) {
    if (!(cause instanceof MigrateError)) throw cause;
    throw new ServiceError('MIGRATION_FAILED', describeError(cause), { cause });
  }
}

function configSources({ environment, database, migrationsDirectory }: MigrateOnStart, login: DatabaseLogin) {
  const workingDirectory = dirname(migrationsDirectory);
  const hasProductionFile =
    environment === 'production' && existsSync(join(workingDirectory, 'flyway-prod.conf'));
  const host = database.host.includes(':') ? `[${database.host}]` : database.host;
  return {
    workingDirectory,
    configFiles: hasProductionFile ? ['flyway.conf', 'flyway-prod.conf'] : [],
    settings: [
      { key: 'url', value: `jdbc:mysql://${host}:${database.port}/${database.name}` },
      { key: 'user', value: login.user },
      { key: 'table', value: 'schema_version' },
      { key: 'locations', value: `filesystem:${migrationsDirectory}` },
    ],
    // What the files may name; the connection itself is replaced.
    environment: {
      DB_HOST: database.host,
      DB_PORT: String(database.port),
      DB_NAME: database.name,
      DB_USER: login.user,
      DB_PASSWORD: '',
      DB_SSL_CA: database.sslCaPath ?? '',
    },
  };
}

/** The connection of the service, with its own TLS settings and without its password in any text. */
function withConnection(
  config: Config,
  { host, port, socketPath, name, sslMode, sslCaPath }: DatabaseConfiguration,
  { user, password }: DatabaseLogin,
): Config {
  const { retries, retryInterval, timeout, url } = config.connection;
  return {
    ...config,
    connection: {
      ...{ url, host, port, user, database: name, retries, retryInterval, timeout },
      password: password.reveal(),
      ...(socketPath !== undefined && { socketPath }),
      tls: {
        mode: socketPath === undefined ? sslMode : 'DISABLED',
        ...(sslCaPath !== undefined && { certificateAuthority: readFileSync(sslCaPath, 'utf8') }),
      },
    },
  };
}
