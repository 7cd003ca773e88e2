import type { DesiredAccount } from '../model.ts';
import { grantedDatabase } from '../sql/quote.ts';
import { allPrivileges, type Grant } from './grant.ts';
import type { Dialect } from './known-privileges.ts';
import type { SchemaObject } from './state.ts';

/** What decides which grants an account shall have: how a server writes them, and what its databases hold. */
export type GrantContext = Pick<Dialect, 'patterns'> & { readonly objects: readonly SchemaObject[] };

/** The grants that an account shall have: these and no others. */
export function desiredGrants(account: DesiredAccount, context: GrantContext): readonly Grant[] {
  switch (account.access) {
    case 'all':
      return account.databases.map((database) => onDatabase([allPrivileges], database, context));
    case 'read':
      return account.databases.map((database) => onDatabase(['SELECT'], database, context));
    case 'runtime':
      return account.databases.flatMap((database) => [
        onDatabase(['SELECT'], database, context),
        ...context.objects
          .filter((object) => object.database === database)
          .flatMap((object) => runtimeGrants(object, account.appendOnlyTables ?? [])),
      ]);
  }
}

/**
 * Whether something in a database works with its owner's rights, not its caller's. A run-time account is given nothing
 * on it but SELECT: through it the account could change what is not its own to change.
 */
export function lendsOwnerRights({ type, security, isUpdatable }: SchemaObject): boolean {
  return security === 'definer' && (type !== 'view' || isUpdatable === true);
}

function onDatabase(privileges: readonly string[], database: string, { patterns }: GrantContext): Grant {
  return { privileges, on: { level: 'database', pattern: grantedDatabase(database, patterns) } };
}

/**
 * What a run-time account may do with one object beyond SELECT, which it has on the whole database. There is no grant on
 * "all tables but these", therefore every table has its own.
 */
function runtimeGrants(object: SchemaObject, appendOnlyTables: readonly string[]): readonly Grant[] {
  const { database, name, type } = object;
  if (lendsOwnerRights(object)) return [];
  const onTable = (...privileges: readonly string[]): Grant[] => [
    { privileges, on: { level: 'table', database, table: name } },
  ];
  switch (type) {
    case 'table':
      if (isHistory(name)) return [];
      return appendOnlyTables.includes(name) ? onTable('INSERT') : onTable('INSERT', 'UPDATE', 'DELETE');
    case 'sequence':
      return onTable('INSERT');
    case 'view':
      return object.isUpdatable === true ? onTable('INSERT', 'UPDATE', 'DELETE') : [];
    case 'procedure':
    case 'function':
      return [
        {
          privileges: ['EXECUTE'],
          on: { level: 'routine', type: type.toUpperCase(), database, routine: name },
        },
      ];
  }
}

/** The tables in which a migration engine keeps its books: the history, and what stands beside it under its name. */
export function isHistory(table: string): boolean {
  return /^(?:schema_version|flyway_schema_history)(?:_|$)/i.test(table);
}
