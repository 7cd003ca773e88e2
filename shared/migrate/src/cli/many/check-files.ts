import { MigrateError, RefusedError, ConfigurationError } from '../../errors.ts';
import { describeError } from '../../report/describe-error.ts';
import { mapConcurrently } from '../../source/concurrent.ts';
import type { CalledDatabase } from './load-databases.ts';

/**
 * Reads the files of every project before anything is sent to any database.
 *
 * @throws MigrateError what is wrong with one of them; RefusedError with what is wrong with several
 */
export async function checkFiles(databases: readonly CalledDatabase[]): Promise<void> {
  const projects = databases.filter(
    ({ source }, index) => databases.findIndex((other) => other.source === source) === index,
  );
  const failures = await mapConcurrently(projects, async ({ name, config, source }) => {
    try {
      await source.discover(config);
      return undefined;
    } catch (error) {
      if (error instanceof MigrateError) return { name, error };
      throw error;
    }
  });
  const found = failures.flatMap((failure) => failure ?? []);
  const [first, ...others] = found;
  if (!first) return;
  if (others.length === 0) throw first.error;
  throw new RefusedError(
    first.error.code,
    [...found.map(({ name, error }) => `${name}: ${describeError(error)}`), 'Nothing was begun.'].join('\n'),
  );
}

/**
 * @throws ConfigurationError for projects that Flyway's own command line would migrate
 */
export function refuseFlyway(databases: readonly CalledDatabase[]): void {
  const problems = databases
    .filter(({ config }) => config.engine.name === 'flyway')
    .map(({ name }) => ({
      message: `${name}: engine=flyway migrates one database at a time. Call it there alone, or use engine=native.`,
    }));
  if (problems.length > 0) throw new ConfigurationError(problems);
}
