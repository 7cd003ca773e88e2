import { runCallbacks, type CallbackContext } from '../execute/callbacks.ts';
import { createSchema, schemaExists } from '../history/schema.ts';
import { quoteName } from '../history/sql.ts';
import { isJournal } from '../journal/mysql-journal.ts';
import { journalTable } from '../journal/sql.ts';
import type { HistoryRow } from '../model.ts';
import type { Workspace } from './workspace.ts';

/** The configured schemas that do not exist, as far as this account can see, in their order. */
export function missingSchemas({ config, exists }: Workspace): readonly string[] {
  return config.schemas.filter((schema) => !exists.schemas.includes(schema));
}

/** The configured schemas that hold anything. */
export function nonEmptySchemas(workspace: Workspace): Promise<readonly string[]> {
  return filterSchemas(workspace.config.schemas, async (schema) => !(await isEmpty(workspace, schema)));
}

/**
 * Whether a schema holds no table, view, routine, trigger or event. The journal of a history that is gone is nothing:
 * whoever dropped the history to begin anew need not know of it.
 */
export async function isEmpty({ config, session, objects }: Workspace, schema: string): Promise<boolean> {
  const found = await objects(schema);
  if (found.length === 0) return true;
  const history = { schema: config.defaultSchema, table: config.table };
  const journal = journalTable(history);
  const isOnlyOne = found.length === 1 && schema === journal.schema && found[0]?.name === journal.table;
  return isOnlyOne && (await isJournal(session, history));
}

async function filterSchemas(
  schemas: readonly string[],
  fits: (schema: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const fitting: string[] = [];
  for (const schema of schemas) if (await fits(schema)) fitting.push(schema);
  return fitting;
}

/**
 * Flyway's createSchemas: its callbacks, also when there is nothing to create, then the missing schemas, then into
 * the default schema. Before that there is no schema for the callbacks to run in when the default one is missing.
 *
 * @returns those that it created: a callback may have been there first
 */
export async function createSchemas(
  missing: readonly string[],
  { config, session, schema, ...context }: Workspace & CallbackContext,
): Promise<readonly string[]> {
  if (!config.createSchemas) return [];
  const callbackContext = { session, schema, ...context };
  if (context.callbacks.has('createSchema')) {
    const message = 'The callback createSchema is deprecated in Flyway; call the file beforeCreateSchema.';
    context.listener({ type: 'warning', message });
  }
  await runCallbacks('createSchema', callbackContext);
  await runCallbacks('beforeCreateSchema', callbackContext);
  const stillMissing = await filterSchemas(missing, async (name) => !(await schemaExists(session, name)));
  for (const name of stillMissing) await createSchema(session, name);
  if (missing.includes(schema)) await session.query('enter the schema', `USE ${quoteName(schema)}`);
  return stillMissing;
}

/** Schemas that the history says were created by Flyway or this engine; `clean` drops them. */
export function createdSchemas(rows: readonly HistoryRow[]): readonly string[] {
  return rows
    .filter(({ type }) => type === 'SCHEMA')
    .flatMap(({ script }) => [...script.matchAll(/`((?:[^`]|``)+)`/g)])
    .map(([, name = '']) => name.replaceAll('``', '`'));
}

/** `` `a`,`b` `` */
export function quoteNames(schemas: readonly string[]): string {
  return schemas.map(quoteName).join(',');
}
