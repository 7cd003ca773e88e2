import { databasePatternCovers } from './pattern-covers.ts';
import { allPrivileges, grantOption, grantText, member, type Grant, type GrantObject } from './grant.ts';
import { isDynamic, privilegesAt, type Dialect } from './known-privileges.ts';
import type { Plan, Step } from './plan.ts';
import { grantedDatabase } from '../sql/quote.ts';
import type { Administrator } from './state.ts';

/**
 * What the administrator lacks for a plan, as `PRIVILEGE ON object`, so that a run is refused before its first change.
 * Both servers let nobody give or take a privilege that he does not hold himself, with GRANT OPTION.
 */
export function missingPrivileges(
  plan: Plan,
  administrator: Pick<Administrator, 'grants' | 'restrictions'>,
  dialect: Dialect,
): readonly string[] {
  return unheld(
    plan.steps.flatMap((step) => needsOf(step, dialect)),
    administrator,
    dialect,
  );
}

/** The same for giving or taking one grant. */
export function missingForGrant(
  grant: Grant,
  administrator: Pick<Administrator, 'grants' | 'restrictions'>,
  dialect: Dialect,
): readonly string[] {
  return unheld(needsOfGrant(grant, dialect), administrator, dialect);
}

function unheld(
  needs: readonly Need[],
  administrator: Pick<Administrator, 'grants' | 'restrictions'>,
  dialect: Dialect,
): readonly string[] {
  const missing = needs
    .filter((need) => !isHeld(need, administrator, dialect))
    .map((need) => need.text ?? grantText(need));
  return [...new Set(missing)];
}

interface Need extends Grant {
  /** How to call it; default: the grant's text. */
  readonly text?: string;
}

function needsOf(step: Step, dialect: Dialect): readonly Need[] {
  switch (step.kind) {
    case 'create-database':
      return [onDatabase('CREATE', step.database, dialect)];
    case 'drop-database':
      return [onDatabase('DROP', step.database, dialect)];
    case 'create-user':
    case 'set-password':
    case 'drop-user':
      return [{ privileges: ['CREATE USER'], on: { level: 'server' } }];
    case 'grant':
    case 'revoke':
      return needsOfGrant(step.grant, dialect);
  }
}

function needsOfGrant(grant: Grant, dialect: Dialect): readonly Need[] {
  const { on } = grant;
  if (on.level === 'role' || on.level === 'proxy') return [{ privileges: [member, grantOption], on }];
  const privileges = grant.privileges.filter((privilege) => privilege !== grantOption);
  const option: Need = { privileges: [grantOption], on };
  if (privileges.length === 0) return [option];
  const spelledOut = privileges.flatMap((privilege) => spellOut(privilege, on, dialect));
  const text = grantText({ privileges, on });
  return [{ privileges: spelledOut, on, text }, option];
}

function spellOut(privilege: string, on: GrantObject, dialect: Dialect): readonly string[] {
  const isAll = privilege === allPrivileges && (on.level === 'database' || on.level === 'table');
  return isAll ? privilegesAt(on.level, dialect) : [privilege.replace(/ \(.*$/s, '')];
}

function onDatabase(privilege: string, database: string, { patterns }: Dialect): Need {
  return { privileges: [privilege], on: { level: 'database', pattern: grantedDatabase(database, patterns) } };
}

function isHeld(
  need: Need,
  { grants, restrictions }: Pick<Administrator, 'grants' | 'restrictions'>,
  dialect: Dialect,
): boolean {
  if (need.on.level === 'role') return mayHandOnRole(need, grants, dialect);
  return need.privileges.every((privilege) => {
    const isRestricted = restrictions.some(
      (restriction) => restriction.privileges.includes(privilege) && isAbout(restriction.on, need.on),
    );
    return grants.some(
      (grant) =>
        reaches(grant.on, need.on, dialect) &&
        includes(grant, privilege, dialect) &&
        !(isRestricted && grant.on.level === 'server'),
    );
  });
}

/** MySQL lists dynamic privileges on lines of their own, whose GRANT OPTION concerns them alone. */
function includes({ privileges }: Grant, privilege: string, { kind }: Dialect): boolean {
  if (!privileges.includes(privilege)) return privilege !== grantOption && privileges.includes(allPrivileges);
  if (isDynamic(privilege, kind)) return privileges.includes(grantOption);
  const others = privileges.filter((other) => other !== grantOption);
  return privilege !== grantOption || others.length === 0 || !others.every((it) => isDynamic(it, kind));
}

/** Whether a grant on one object is worth as much on another one inside it. */
function reaches(held: GrantObject, needed: GrantObject, { patterns }: Dialect): boolean {
  switch (held.level) {
    case 'server':
      return needed.level !== 'proxy' && needed.level !== 'role';
    case 'database':
      return needed.level === 'database'
        ? databasePatternCovers(held.pattern, needed.pattern, patterns)
        : 'database' in needed &&
            databasePatternCovers(held.pattern, grantedDatabase(needed.database, patterns), patterns);
    case 'proxy':
      return needed.level === 'proxy' && [needed.of.user, ''].includes(held.of.user);
    default:
      return JSON.stringify(held) === JSON.stringify(needed);
  }
}

/** MySQL: ROLE_ADMIN or SUPER will do; both: the role itself with ADMIN OPTION. */
function mayHandOnRole(need: Need, grants: readonly Grant[], { kind }: Dialect): boolean {
  const isRoleAdmin = grants.some(
    ({ privileges, on }) =>
      on.level === 'server' && ['ROLE_ADMIN', 'SUPER'].some((privilege) => privileges.includes(privilege)),
  );
  const holdsRole = grants.some(
    ({ privileges, on }) =>
      JSON.stringify(on) === JSON.stringify(need.on) && privileges.includes(grantOption),
  );
  return holdsRole || (kind === 'mysql' && isRoleAdmin);
}

/** A partial revoke names its database as it is, without wildcards. */
function isAbout(restriction: GrantObject, needed: GrantObject): boolean {
  if (restriction.level !== 'database') return false;
  if (needed.level === 'database') return restriction.pattern === needed.pattern;
  return 'database' in needed && restriction.pattern === needed.database;
}
