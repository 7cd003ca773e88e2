import { allPrivileges, type Grant } from './grant.ts';
import { everythingOnDatabase } from './known-privileges.ts';
import { missingForGrant } from './privileges.ts';
import type { ServerState } from './state.ts';

/**
 * A grant as this administrator can give it. ALL PRIVILEGES on a database needs DELETE HISTORY too on MariaDB, which
 * administrators of managed services may lack (errno 1044); then everything else is given by name.
 */
export function withinReach(grant: Grant, state: ServerState): Grant {
  const isAll = grant.on.level === 'database' && grant.privileges.includes(allPrivileges);
  if (!isAll || isGivable(grant, state)) return grant;
  const spelledOut = { ...grant, privileges: everythingOnDatabase };
  return isGivable(spelledOut, state) ? spelledOut : grant;
}

function isGivable(grant: Grant, state: ServerState): boolean {
  return missingForGrant(grant, state.administrator, state).length === 0;
}
