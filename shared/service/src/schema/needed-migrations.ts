import { describeError, MigrateError, readMigrations, type Migration } from '@nilecare/migrate/readiness';
import { ServiceError } from '../errors.ts';

/**
 * The migrations that a service was built with, from the folder that is deployed with it.
 * @throws {ServiceError} MIGRATIONS_UNREADABLE when the folder cannot be read or understood, or holds no version
 */
export async function readNeededMigrations(folder: string): Promise<readonly Migration[]> {
  const migrations = await readMigrations(folder).catch((cause: unknown) => {
    if (!(cause instanceof MigrateError)) throw cause;
    throw new ServiceError(
      'MIGRATIONS_UNREADABLE',
      `The migrations that the service was built with cannot be read: ${describeError(cause)}\n` +
        'Try: deploy the service together with its migrations folder, beside dist.',
      { cause },
    );
  });
  if (migrations.some(({ version, category }) => version && category !== 'Undo')) return migrations;
  throw new ServiceError(
    'MIGRATIONS_UNREADABLE',
    `No migration (V1__Name.sql) is in ${folder}, so the version that the schema needs is unknown.\n` +
      'Try: deploy the service together with its migrations folder, beside dist.',
  );
}
