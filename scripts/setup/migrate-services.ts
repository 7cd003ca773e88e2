import path from 'node:path';
import type { Service } from '@nilecare/database';
import { loadConfig, migrate, MigrateError, describeError } from '@nilecare/migrate';

/** What became of one service. */
export interface ServiceResult {
  readonly service: Service;
  /** Null when no version is applied. */
  readonly version: string | null;
  /** Migrations applied now. */
  readonly applied: number;
  readonly seconds: number;
  /** Why its migration failed. */
  readonly error?: string;
}

/** Migrates the services at the same time, each in its own database; one that fails leaves the others alone. */
export function migrateServices({
  root,
  services,
  stop,
  say,
}: {
  readonly root: string;
  readonly services: readonly Service[];
  readonly stop: AbortSignal;
  readonly say: (message: string) => void;
}): Promise<readonly ServiceResult[]> {
  return Promise.all(
    services.map(async (service) => {
      const started = Date.now();
      try {
        const { applied, version } = await migrateService(
          path.join(root, 'microservices', service.name),
          stop,
        );
        say(`Migrated ${service.name}: ${applied === 0 ? 'up to date' : `${applied} applied`}`);
        return { service, version, applied, seconds: (Date.now() - started) / 1000 };
      } catch (error) {
        if (!(error instanceof MigrateError)) throw error;
        return {
          service,
          version: null,
          applied: 0,
          seconds: (Date.now() - started) / 1000,
          error: describeError(error),
        };
      }
    }),
  );
}

/** As `npm run migrate:up` in the service's folder does it, but with its `.env` before the process environment's DB_*. */
async function migrateService(
  folder: string,
  stop: AbortSignal,
): Promise<{ applied: number; version: string | null }> {
  const { config } = loadConfig({ environment: {}, envFile: '.env', workingDirectory: folder });
  const { applied, initialVersion, targetVersion } = await migrate(config, { stop });
  return { applied: applied.length, version: targetVersion ?? initialVersion };
}
