import {
  audit,
  DatabaseError,
  findAdministrator,
  openSecretStore,
  readConfiguredUsers,
  status,
  type AdminConnection,
  type AuditReport,
  type SecretStore,
  type ServiceMap,
  type StatusRow,
} from '@nilecare/database';
import { DevDatabaseError } from '@nilecare/dev-database';
import type { Environment } from '@nilecare/migrate';

/** What an administrator sees: the accounts with their grants, and what the CIS benchmark finds wrong with the server. */
export interface ServerFacts {
  readonly rows: readonly StatusRow[];
  readonly report: AuditReport;
}

/** What to look at. */
export interface ServerRequest {
  readonly root: string;
  readonly map: ServiceMap;
  readonly environment: Environment;
  /** Names of services of the map; default: all. */
  readonly services?: readonly string[];
}

/** Asks `nilecare-db` for both; or the reason why it could not look, as a sentence. */
export async function readServer(request: ServerRequest): Promise<ServerFacts | string> {
  try {
    const connection = await findAdministrator(request.root, request.environment);
    const secrets = await openSecretStore(request);
    const rows = await readAccounts(connection, request.map, secrets, request.services);
    const configured = await readConfiguredUsers(request);
    const { map, services } = request;
    const report = await audit({ connection, map, configured, ...(services && { services }) });
    return { rows, report };
  } catch (error) {
    if (error instanceof DatabaseError || error instanceof DevDatabaseError) return error.message;
    throw error;
  }
}

/**
 * The accounts of the map as they are on a server.
 *
 * @throws DatabaseError
 */
export async function readAccounts(
  connection: AdminConnection,
  map: ServiceMap,
  secrets: Pick<SecretStore, 'known'>,
  services?: readonly string[],
): Promise<readonly StatusRow[]> {
  const { rows } = await status({ connection, map, secrets, ...(services && { services }) });
  return rows;
}
