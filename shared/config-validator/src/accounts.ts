import type { CredentialSource, DatabaseAccount } from './credential-source.ts';
import { isSet, type GivenVariables } from './environment.ts';
import { error, type Finding } from './finding.ts';
import type { ServiceVariables } from './service-variables.ts';
import type { Values } from './variable.ts';

/** Account by the prefix of its variables. */
export const accountPrefixes = ['DB', 'DB_RUNTIME', 'DB_ADMIN'] as const;
export type AccountPrefix = (typeof accountPrefixes)[number];

/** Ways to give a password, each a variable's name without the account's prefix. */
const ways = ['PASSWORD', 'PASSWORD_FILE', 'PASSWORD_COMMAND', 'PASSWORD_SOURCE'] as const;

/** The account of DB_USER, DB_RUNTIME_USER or DB_ADMIN_USER, frozen; undefined when it is not set. */
export function databaseAccount(
  values: Partial<Values<ServiceVariables>>,
  given: GivenVariables,
  prefix: AccountPrefix,
): DatabaseAccount | undefined {
  const user = values[`${prefix}_USER`];
  const credentials = credentialsOf(values, given, prefix);
  if (user === undefined || credentials === undefined) return undefined;
  return Object.freeze({ user, credentials });
}

/** What is wrong with the variables of the accounts together: a password given twice, or not at all. */
export function accountFindings(
  values: Partial<Values<ServiceVariables>>,
  given: GivenVariables,
): readonly Finding[] {
  return accountPrefixes.flatMap((prefix) => {
    const set = ways.map((way) => `${prefix}_${way}`).filter((name) => isPasswordWay(name, given));
    const [first, second] = set;
    if (first !== undefined && second !== undefined)
      return [
        error(
          first,
          `and ${set.slice(1).join(' and ')} are ${set.length > 2 ? 'all' : 'both'} set; keep one.`,
        ),
      ];
    if (prefix !== 'DB') return halfAccount(given, prefix, first);
    return first === undefined ? missingPassword(values, given) : [];
  });
}

/** Where another account serves, a service that does not migrate need not know the password of the tables' owner. */
function missingPassword(values: Partial<Values<ServiceVariables>>, given: GivenVariables): Finding[] {
  const isServedByAnother = isSet(given, 'DB_RUNTIME_USER');
  if (isServedByAnother && values.MIGRATE_ON_START === true)
    return [error('DB_PASSWORD', 'is not set, but MIGRATE_ON_START is true, which DB_USER does.')];
  if (isServedByAnother) return [];
  return [error('DB_PASSWORD', given.has('DB_PASSWORD') ? 'is empty.' : 'is not set.')];
}

/** A password that was read from its file is there under its own name too. */
function isPasswordWay(name: string, given: GivenVariables): boolean {
  return isSet(given, name) && given.get(name)?.file === undefined;
}

function halfAccount(
  given: GivenVariables,
  prefix: AccountPrefix,
  way: string | undefined,
): readonly Finding[] {
  const user = `${prefix}_USER`;
  if (isSet(given, user) === (way !== undefined)) return [];
  const [missing, present] = way === undefined ? [`${prefix}_PASSWORD`, user] : [user, way];
  return [error(missing, `is not set, but ${present} is; set both or neither.`)];
}

/** Where the password of an account comes from, also when it is not known whose it is. */
export function credentialsOf(
  values: Partial<Values<ServiceVariables>>,
  given: GivenVariables,
  prefix: AccountPrefix,
): CredentialSource | undefined {
  const password = values[`${prefix}_PASSWORD`];
  if (password !== undefined) {
    const path = given.get(`${prefix}_PASSWORD`)?.file;
    return Object.freeze(path === undefined ? { kind: 'fixed', password } : { kind: 'file', path, password });
  }
  if (prefix === 'DB_ADMIN') return undefined;
  const command = values[`${prefix}_PASSWORD_COMMAND`];
  if (command !== undefined) return Object.freeze({ kind: 'command', command });
  return values[`${prefix}_PASSWORD_SOURCE`];
}
