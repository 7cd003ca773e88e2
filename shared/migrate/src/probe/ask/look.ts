import type { Account } from '../account-form.ts';
import type { Form, ObjectName } from '../change.ts';
import { qualifiedName, quoteName } from '../../history/sql.ts';
import { ask, isRefusal, sameName, type Context } from './context.ts';
import { seen, unreadable, type Sight } from './sight.ts';

/** Looks at every object that a statement of this form would touch, in a fixed order. */
export async function look(context: Context, form: Form): Promise<readonly Sight[]> {
  switch (form.kind) {
    case 'create table':
      return [await lookAtTable(context, form.table)];
    case 'alter table': {
      const targets = form.clauses.flatMap((clause) => (clause.kind === 'rename table' ? [clause.to] : []));
      return each([form.table, ...targets], (name) => lookAtTable(context, name));
    }
    case 'drop':
      return each(form.names, (name) => lookAtTable(context, name));
    case 'rename tables':
      return each(distinct(form.pairs.flatMap(both)), (name) => lookAtTable(context, name));
    case 'create view':
      return [await lookAtTable(context, form.view)];
    case 'create program':
      return [await lookAtProgram(context, form.program.kind, form.name)];
    case 'drop program':
    case 'alter program':
      return [await lookAtProgram(context, form.program, form.name)];
    case 'create accounts':
    case 'drop accounts':
    case 'alter accounts':
    case 'grant':
    case 'revoke':
    case 'grant roles':
    case 'revoke roles':
      return each(form.accounts, (account) => lookAtAccount(context, account));
    case 'rename accounts':
      return each(form.pairs.flatMap(both), (account) => lookAtAccount(context, account));
    case 'create database':
    case 'alter database':
    case 'drop database':
      return [await lookAtDatabase(context, form.name)];
    case 'unknown':
      return [];
  }
}

function both<Name>({ from, to }: { readonly from: Name; readonly to: Name }): readonly Name[] {
  return [from, to];
}

async function each<Item>(
  items: readonly Item[],
  lookAt: (item: Item) => Promise<Sight>,
): Promise<readonly Sight[]> {
  const sights: Sight[] = [];
  for (const item of items) sights.push(await lookAt(item));
  return sights;
}

function distinct(names: readonly ObjectName[]): readonly ObjectName[] {
  return [...new Map(names.map((name) => [qualifiedName(asTable(name)), name])).values()];
}

function asTable({ schema, name }: ObjectName) {
  return { schema, table: name };
}

/** A table or a view. */
export async function lookAtTable(context: Context, name: ObjectName): Promise<Sight> {
  const rows = await context.session.query<{ name: string; type: string }>(
    'look for a table',
    'SELECT table_name AS name, table_type AS type FROM information_schema.tables WHERE table_schema = ? AND table_name = ?',
    [name.schema, name.name],
  );
  const row = rows.find((each) => sameName(context, each.name, name.name));
  if (!row) return seen('table', name, undefined);
  const object = row.type === 'VIEW' ? 'view' : 'table';
  const shown = await ask<Record<string, string>>(
    context,
    'read the definition of a table',
    `SHOW CREATE TABLE ${qualifiedName(asTable(name))}`,
  );
  const definition = isRefusal(shown) ? undefined : (shown[0]?.['Create Table'] ?? shown[0]?.['Create View']);
  return definition === undefined ? unreadable(object, name) : seen(object, name, definition);
}

/** What is not there: a routine 1305, a trigger 1360, an event 1539. */
const missingProgram = new Set([1305, 1360, 1539, 1049]);

/** A procedure, function, trigger or event; its definition is told with the sql_mode it was made under. */
export async function lookAtProgram(context: Context, object: string, name: ObjectName): Promise<Sight> {
  const shown = await ask<Record<string, string | null>>(
    context,
    `read the definition of a ${object}`,
    `SHOW CREATE ${object.toUpperCase()} ${qualifiedName(asTable(name))}`,
  );
  if (isRefusal(shown))
    return missingProgram.has(shown.errno) ? seen(object, name, undefined) : unreadable(object, name);
  const row = shown[0] ?? {};
  const text = programColumns.map((column) => row[column]).find((value) => typeof value === 'string');
  // Without SHOW_ROUTINE or the like the server shows the name alone.
  return typeof text === 'string'
    ? seen(object, name, JSON.stringify([text, row['sql_mode'] ?? '']))
    : unreadable(object, name);
}

const programColumns = ['Create Procedure', 'Create Function', 'SQL Original Statement', 'Create Event'];

/** What is not there: 1141 no grants, 1133 and 1396 no account; 1449 of a role on MariaDB. */
const missingAccount = new Set([1141, 1133, 1396, 1449]);

/** An account with its options and privileges; or a role, whose options no server shows alike. */
export async function lookAtAccount(context: Context, account: Account): Promise<Sight> {
  const name = `${account.user}@${account.host}`;
  const written = `${literal(account.user)}@${literal(account.host)}`;
  const user = await ask<object>(context, 'read an account', `SHOW CREATE USER ${written}`);
  const grants = await ask<object>(context, 'read privileges', `SHOW GRANTS FOR ${written}`);
  const roleGrants =
    context.session.server.kind === 'mariadb' && account.host === '%' && isRefusal(grants)
      ? await ask<object>(context, 'read privileges', `SHOW GRANTS FOR ${quoteName(account.user)}`)
      : grants;
  const answers = [user, isRefusal(user) ? roleGrants : grants];
  if (answers.some((answer) => isRefusal(answer) && !missingAccount.has(answer.errno)))
    return unreadable('account', name);
  const texts = answers.flatMap((answer) => (isRefusal(answer) ? [] : [answer.flatMap(values)]));
  return seen('account', name, texts.length > 0 ? JSON.stringify(texts) : undefined);
}

function values(row: object): readonly string[] {
  return Object.values(row).map(String);
}

/** Right while the probe's sql_mode is empty. */
function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

async function lookAtDatabase(context: Context, name: string): Promise<Sight> {
  const rows = await context.session.query<{ name: string; charset: string; collation: string }>(
    'look for a database',
    'SELECT schema_name AS name, default_character_set_name AS charset, default_collation_name AS collation FROM information_schema.schemata WHERE schema_name = ?',
    [name],
  );
  const row = rows.find((each) => sameName(context, each.name, name));
  return seen('database', name, row && JSON.stringify({ charset: row.charset, collation: row.collation }));
}
