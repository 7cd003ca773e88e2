import { quoteGrantedDatabase } from '../sql/quote.ts';
import type { Plan, Step } from './plan.ts';

/**
 * What the administrator lacks for a plan, as `PRIVILEGE ON object`, so that a run is refused before its first change.
 *
 * @param grants the administrator's, as {@link readGrant} writes them.
 */
export function missingPrivileges(plan: Plan, grants: readonly string[]): readonly string[] {
  const held = grants.flatMap(parseGrant);
  const missing = plan.steps
    .flatMap(needsOf)
    .filter((need) => !need.privileges.every((privilege) => holds(held, privilege, need.database)))
    .map(describe);
  return [...new Set(missing)];
}

interface Held {
  readonly privileges: readonly string[];
  /** A pattern with `_`, `%` and `\`, or `*` for all databases. */
  readonly database: string;
}

interface Need {
  readonly name: string;
  readonly privileges: readonly string[];
  /** Absent when the privilege concerns the whole server. */
  readonly database?: string;
}

/**
 * The privileges that ALL means for a database on every supported server. MySQL's SHOW GRANTS lists them one by one
 * for an administrator, even when none is missing.
 */
const allOnDatabase = [
  ...['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'REFERENCES', 'INDEX', 'ALTER'],
  ...['CREATE TEMPORARY TABLES', 'LOCK TABLES', 'EXECUTE', 'CREATE VIEW', 'SHOW VIEW'],
  ...['CREATE ROUTINE', 'ALTER ROUTINE', 'EVENT', 'TRIGGER'],
];

function needsOf(step: Step): readonly Need[] {
  switch (step.kind) {
    case 'create-database':
      return [{ name: 'CREATE', privileges: ['CREATE'], database: step.database }];
    case 'drop-database':
      return [{ name: 'DROP', privileges: ['DROP'], database: step.database }];
    case 'create-user':
    case 'set-password':
    case 'drop-user':
      return [{ name: 'CREATE USER', privileges: ['CREATE USER'] }];
    case 'grant': {
      const privileges = step.access === 'all' ? allOnDatabase : ['SELECT'];
      const name = step.access === 'all' ? 'ALL PRIVILEGES' : 'SELECT';
      const { database } = step;
      return [
        { name, privileges, database },
        { name: 'GRANT OPTION', privileges: ['GRANT OPTION'], database },
      ];
    }
  }
}

/** A grant on tables or routines, a proxy and a role add nothing here. */
function parseGrant(grant: string): readonly Held[] {
  const match = /^(.+) ON (?:\*|`((?:[^`]|``)+)`)\.\*( WITH GRANT OPTION)?$/.exec(grant);
  if (match === null) return [];
  const option = match[3] === undefined ? [] : ['GRANT OPTION'];
  const privileges = (match[1] ?? '').split(/, ?/).map((privilege) => privilege.trim());
  return [{ privileges: [...privileges, ...option], database: match[2]?.replaceAll('``', '`') ?? '*' }];
}

function holds(held: readonly Held[], privilege: string, database: string | undefined): boolean {
  return held.some((grant) => {
    const includes =
      grant.privileges.includes(privilege) ||
      (privilege !== 'GRANT OPTION' && grant.privileges.includes('ALL PRIVILEGES'));
    const reaches = grant.database === '*' || (database !== undefined && matches(grant.database, database));
    return includes && reaches;
  });
}

function matches(pattern: string, database: string): boolean {
  const source = pattern.replaceAll(/\\?[\s\S]/g, (token) => {
    if (token === '%') return '.*';
    if (token === '_') return '.';
    return token.replace(/^\\(?=.)/s, '').replace(/[$()*+.?[\\\]^{|}]/, String.raw`\$&`);
  });
  return new RegExp(`^${source}$`, 's').test(database);
}

function describe(need: Need): string {
  return `${need.name} ON ${need.database === undefined ? '*' : quoteGrantedDatabase(need.database)}.*`;
}
