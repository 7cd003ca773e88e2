import { allPrivileges, grantOption, objectText, type Grant } from './grant.ts';
import { everythingOnDatabase, privilegesAt, type Dialect } from './known-privileges.ts';

/** How the grants of an account differ from the wanted ones; each list has one entry for an object. */
export interface GrantDifference {
  readonly missing: readonly Grant[];
  readonly extra: readonly Grant[];
}

/**
 * Compares privilege by privilege on each object. ALL PRIVILEGES includes every other one but GRANT OPTION. A privilege
 * on a wider object does not stand in for one on a narrower object, so that taking it away later locks nobody out. What
 * MariaDB alone knows of ALL PRIVILEGES may be lacking.
 */
export function compareGrants(
  wanted: readonly Grant[],
  actual: readonly Grant[],
  dialect: Dialect,
): GrantDifference {
  const [wants, holds] = [byObject(wanted), byObject(actual)];
  return {
    missing: [...wants]
      .filter(([key, grant]) => !isOwned(grant, holds.get(key)))
      .flatMap(([key, grant]) => without(grant, grant.privileges, holds.get(key))),
    extra: [...holds].flatMap(([key, grant]) => {
      const other = wants.get(key);
      return without(grant, other === undefined ? grant.privileges : spelledOut(grant, dialect), other);
    }),
  };
}

/** Whether ALL PRIVILEGES on a database is wanted and all that every server means by it is held. */
function isOwned(wanted: Grant, held: Grant | undefined): boolean {
  if (wanted.on.level !== 'database' || !wanted.privileges.includes(allPrivileges)) return false;
  return everythingOnDatabase.every((privilege) => held?.privileges.includes(privilege) === true);
}

function byObject(grants: readonly Grant[]): ReadonlyMap<string, Grant> {
  const merged = new Map<string, Grant>();
  for (const { privileges, on } of grants) {
    const key = objectText(on);
    merged.set(key, { privileges: [...(merged.get(key)?.privileges ?? []), ...privileges], on });
  }
  return merged;
}

/** Those of the privileges that another grant on the same object does not include. */
function without({ on }: Grant, privileges: readonly string[], other: Grant | undefined): readonly Grant[] {
  const held = other?.privileges ?? [];
  const left = privileges.filter(
    (privilege) => !held.includes(privilege) && (privilege === grantOption || !held.includes(allPrivileges)),
  );
  return left.length === 0 ? [] : [{ privileges: left, on }];
}

/** ALL PRIVILEGES as the list behind it, so that some of them can be taken away and the others stay all the time. */
function spelledOut({ privileges, on }: Grant, dialect: Dialect): readonly string[] {
  return privileges.flatMap((privilege) =>
    privilege === allPrivileges && (on.level === 'database' || on.level === 'table')
      ? privilegesAt(on.level, dialect)
      : [privilege],
  );
}
