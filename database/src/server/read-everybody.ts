import type { ServerKind } from '../model.ts';
import type { Grant } from '../plan/grant.ts';
import { parseGrants } from '../plan/parse-grants.ts';
import type { Query } from './connect.ts';

/** What every account has through PUBLIC, a role of MariaDB since 10.11 that exists from the first grant on. */
export async function readEverybody(query: Query, kind: ServerKind): Promise<readonly Grant[]> {
  if (kind === 'mysql') return [];
  const roles = await query("SELECT 1 FROM mysql.global_priv WHERE User = 'PUBLIC' AND Host = ''");
  if (roles.length === 0) return [];
  const rows = await query('SHOW GRANTS FOR PUBLIC');
  return parseGrants(rows.map((row) => String(Object.values(row)[0]))).grants;
}
