import { DatabaseError } from '../errors.ts';
import { grantText } from '../plan/grant.ts';
import type { Plan } from '../plan/plan.ts';
import { missingPrivileges } from '../plan/privileges.ts';
import type { Administrator, ServerState } from '../plan/state.ts';

/**
 * Refuses a plan that the administrator may not run in full.
 *
 * @throws {DatabaseError} `MISSING_PRIVILEGES` with what is needed and what is there.
 */
export function refuseWithoutPrivileges(plan: Plan, state: ServerState): void {
  const missing = missingPrivileges(plan, state.administrator, state);
  if (missing.length === 0) return;
  const has = heldTexts(state.administrator);
  const message =
    `The administrator lacks privileges. Needs: ${missing.join(', ')} (has: ${has.join('; ') || 'nothing'}). ` +
    'Nothing was changed. Name another account with DB_ADMIN_USER and DB_ADMIN_PASSWORD.';
  throw new DatabaseError('MISSING_PRIVILEGES', message, { context: { missing, has } });
}

function heldTexts({ grants, restrictions }: Administrator): readonly string[] {
  return [...grants.map(grantText), ...restrictions.map((it) => `not ${grantText(it)}`)];
}
