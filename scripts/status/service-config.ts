import { existsSync } from 'node:fs';
import path from 'node:path';
import type { SecretStore, Service, Variables } from '@nilecare/database';
import { loadConfig, type Config } from '@nilecare/migrate';

/** Where the settings of services come from. */
export interface SettingsSources {
  /** The repository's root, with `microservices/`. */
  readonly root: string;
  /** The environment of the process. */
  readonly environment: Variables;
  readonly secrets: Pick<SecretStore, 'known'>;
  /** Seconds within which the server has to answer. */
  readonly deadline: number;
}

/** Folder of a service in the repository; one without it has no migrations yet. */
export function serviceFolder(root: string, { name }: Pick<Service, 'name'>): string {
  return path.join(root, 'microservices', name);
}

/**
 * The configuration with which a service's history is read: its `.env`, as `npm run migrate:info` takes it. Where there
 * is none, the server of the process environment, with database, user and password of the map. DB_* of the process name
 * one account and would otherwise be taken for every service's. In production `flyway-prod.conf` counts as well.
 *
 * @throws ConfigurationError with every problem at once
 */
export function serviceConfig(service: Service, sources: SettingsSources): Config {
  const { root, environment, deadline } = sources;
  const folder = serviceFolder(root, service);
  const hasFile = existsSync(path.join(folder, '.env'));
  const { config } = loadConfig({
    workingDirectory: folder,
    environment: { ...withoutAccounts(environment), ...(hasFile ? {} : accountOf(service, sources)) },
    ...(hasFile && { envFile: '.env' }),
    ...(environment['NODE_ENV'] === 'production' && { configFiles: ['flyway.conf', 'flyway-prod.conf'] }),
  });
  return patientFor(deadline, config);
}

/** Callbacks may change something, and a status must not. */
function patientFor(deadline: number, config: Config): Config {
  const { connection } = config;
  const waits = {
    answerTimeout: Math.max(1, deadline),
    queryTimeout: Math.max(1, deadline),
    statementTimeout: 0,
    lockWaitTimeout: Math.max(1, Math.floor(deadline)),
    lockWaitRetries: 0,
  };
  const timeout = Math.min(connection.timeout, deadline * 1000);
  return { ...config, skipDefaultCallbacks: true, connection: { ...connection, timeout, retries: 0, waits } };
}

function withoutAccounts(environment: Variables): Variables {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(?:DB_|DATABASE_URL|FLYWAY_|MIGRATION_)/.test(name)),
  );
}

function accountOf(service: Service, { environment, secrets }: SettingsSources): Variables {
  const { DB_HOST = '127.0.0.1', DB_PORT = '3306', DB_SSL_CA } = environment;
  const password = secrets.known(service.user)?.password;
  return {
    DB_HOST,
    DB_PORT,
    DB_NAME: service.database,
    DB_USER: service.user,
    ...(DB_SSL_CA !== undefined && { DB_SSL_CA }),
    ...(password !== undefined && { DB_PASSWORD: password }),
  };
}
