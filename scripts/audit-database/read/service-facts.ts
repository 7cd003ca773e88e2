import path from 'node:path';
import type { StatusRow } from '@nilecare/database';
import { describeError, loadConfig, MigrateError, type Config } from '@nilecare/migrate';
import { UnknownDatabaseError } from '../../catalog/read-catalog.ts';
import type { Part, ServiceFacts, UsedTable } from '../model.ts';
import { queriesIn } from './code-queries.ts';
import { readMigrations } from './migrations.ts';
import { readSchema } from './schema.ts';
import type { Source } from './sources.ts';
import { tableUses } from '../filters/table-uses.ts';

/**
 * Reads one service as far as it can be read; changes nothing. What cannot be read is told in `unread`, so that the
 * other services are audited all the same.
 *
 * @param accounts of the service, as `nilecare-db status` tells them
 */
export async function readServiceFacts(
  source: Source,
  accounts: readonly StatusRow[] | undefined,
): Promise<ServiceFacts> {
  const facts: ServiceFacts = {
    service: source.service,
    ...(source.mapped && { mapped: source.mapped }),
    hasFolder: source.folder !== undefined,
    uses: [],
    ...(accounts && { accounts }),
    unread: [],
  };
  if (source.folder === undefined) return facts;
  const config = await attempt('configuration', () => configOf(source, source.folder ?? ''));
  if ('unread' in config) return { ...facts, unread: [config.unread] };
  return { ...facts, ...(await readDatabase(config.value, source.service, source.folder)) };
}

/** A server that does not answer is asked once and told once. */
async function readDatabase(
  config: Config,
  service: string,
  folder: string,
): Promise<Pick<ServiceFacts, 'migrations' | 'catalog' | 'reader' | 'uses' | 'unread'>> {
  const used = usesInCode(folder);
  const schema = await attempt('schema', () => readSchema(config, service));
  const migrations = await attempt('migrations', () => readMigrations(config));
  if ('unread' in schema) {
    const reason = 'unread' in migrations ? migrations.unread.reason : schema.unread.reason;
    return { uses: used, unread: [{ part: 'schema', reason }] };
  }
  const { catalog, reader, uses } = schema.value;
  return {
    catalog,
    reader,
    uses: [...uses, ...used],
    ...('value' in migrations && { migrations: migrations.value }),
    unread: 'unread' in migrations ? [migrations.unread] : [],
  };
}

type Read<T> = { readonly value: T } | { readonly unread: { readonly part: Part; readonly reason: string } };

/** A fault of the program itself goes on as an error; what the server or a file says becomes a sentence. */
async function attempt<T>(part: Part, read: () => T | Promise<T>): Promise<Read<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof MigrateError) return { unread: { part, reason: describeError(error) } };
    if (error instanceof MissingFileError || error instanceof UnknownDatabaseError || isServersWord(error))
      return { unread: { part, reason: error.message } };
    throw error;
  }
}

class MissingFileError extends Error {}

function isServersWord(error: unknown): error is Error {
  return error instanceof Error && ('errno' in error || 'code' in error);
}

function configOf({ service, environment, envFile }: Source, folder: string): Config {
  if (envFile === undefined && environment['DB_NAME'] === undefined) {
    const file = path.posix.join('microservices', service, '.env');
    throw new MissingFileError(
      `${file} does not exist. Try: npm run setup, or audit a server of its own with --fresh.`,
    );
  }
  return loadConfig({ environment, workingDirectory: folder, ...(envFile && { envFile }) }).config;
}

function usesInCode(folder: string): readonly UsedTable[] {
  return queriesIn(path.join(folder, 'src')).flatMap(({ sql, file, line }) =>
    tableUses(sql).map((use) => ({
      ...use,
      by: `${path.relative(folder, file).replaceAll('\\', '/')}:${line}`,
    })),
  );
}
