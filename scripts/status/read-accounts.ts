import {
  DatabaseError,
  findAdministrator,
  status,
  type SecretStore,
  type ServiceMap,
  type StatusRow,
  type Variables,
} from '@nilecare/database';
import { DevDatabaseError } from '@nilecare/dev-database';
import { DeadlineError, within } from './within.ts';

/** The accounts of the map as an administrator sees them, or why nobody could look. */
export type FoundAccounts =
  | { readonly kind: 'seen'; readonly address: string; readonly rows: readonly StatusRow[] }
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'left-out' };

/** What to look for, and as whom. */
export interface AccountSources {
  readonly root: string;
  readonly environment: Variables;
  readonly map: ServiceMap;
  readonly secrets: Pick<SecretStore, 'known'>;
  readonly services?: readonly string[];
  /** Seconds. */
  readonly deadline: number;
}

/** Looks at the accounts as `nilecare-db status` does; changes nothing. */
export async function readAccounts(sources: AccountSources): Promise<FoundAccounts> {
  const { root, environment, map, secrets, services, deadline } = sources;
  try {
    const connection = await findAdministrator(root, environment);
    const request = { connection, map, secrets, ...(services && { services }) };
    const { rows } = await within(deadline, status(request));
    return { kind: 'seen', address: `${connection.host ?? 'localhost'}:${connection.port ?? 3306}`, rows };
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { kind: 'unknown', reason: error.message };
  }
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof DatabaseError || error instanceof DevDatabaseError || error instanceof DeadlineError
  );
}
