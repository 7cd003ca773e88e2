import type { DesiredAccount } from '../model.ts';
import { isHistory, lendsOwnerRights } from './desired-grants.ts';
import type { Finding } from './plan.ts';
import type { SchemaObject, ServerState } from './state.ts';

/**
 * What people must know before a run-time account is given its grants. A table that the map calls append-only and a
 * migrated database does not have is an error: a misspelt name would leave the real table open to changes.
 */
export function checkRuntime(desired: DesiredAccount, state: ServerState): readonly Finding[] {
  if (desired.access !== 'runtime') return [];
  const account = { user: desired.user, host: desired.host };
  const objects = state.objects.filter(({ database }) => desired.databases.includes(database));
  const tables = objects.filter(({ type, name }) => type === 'table' && !isHistory(name));
  const unknown = (desired.appendOnlyTables ?? []).filter(
    (table) => tables.length > 0 && !tables.some(({ name }) => name === table),
  );
  return [
    ...unknown.map((table): Finding => ({ severity: 'error', code: 'unknown-table', account, table })),
    ...objects.filter(lendsOwnerRights).map((object): Finding => ({
      severity: 'warning',
      code: 'definer-rights',
      account,
      object: describeObject(object),
    })),
  ];
}

function describeObject({ type, database, name }: SchemaObject): string {
  return `${type} ${database}.${name}`;
}
