import type { Cleaned, Environment } from './clean-environment.ts';
import type { CredentialSource, DatabaseAccount } from './credential-source.ts';
import type { DatabaseSpecs } from './database-specs.ts';
import { problem, type EnvironmentProblem } from './environment-error.ts';

type Values = Partial<Cleaned<DatabaseSpecs>>;
type Prefix = 'DB' | 'DB_RUNTIME' | 'DB_ADMIN';

/** Ways to give a password, each a variable's name without the account's prefix. */
const ways = ['PASSWORD', 'PASSWORD_FILE', 'PASSWORD_COMMAND', 'PASSWORD_SOURCE'] as const;

/** The account of DB_USER, DB_RUNTIME_USER or DB_ADMIN_USER, frozen; undefined when it is not set. */
export function databaseAccount(values: Values, prefix: Prefix): DatabaseAccount | undefined {
  const user = values[`${prefix}_USER`];
  const credentials = credentialsOf(values, prefix);
  if (user === undefined || credentials === undefined) return undefined;
  return Object.freeze({ user, credentials });
}

/** What is wrong with the variables of the accounts together: a password given twice, or not at all. */
export function accountProblems(environment: Environment): EnvironmentProblem[] {
  const accounts = ['DB', 'DB_RUNTIME', 'DB_ADMIN'] as const;
  return accounts.flatMap((prefix) => {
    const given = ways.map((way) => `${prefix}_${way}`).filter((name) => isGiven(environment, name));
    const [first, second] = given;
    if (first !== undefined && second !== undefined)
      return [problem(first, `and ${given.slice(1).join(' and ')} are both set; keep one.`)];
    if (prefix !== 'DB') return halfAccountProblems(environment, prefix, first);
    if (first !== undefined) return [];
    return [problem('DB_PASSWORD', environment['DB_PASSWORD'] === '' ? 'is empty.' : 'is not set.')];
  });
}

function halfAccountProblems(
  environment: Environment,
  prefix: Prefix,
  way: string | undefined,
): EnvironmentProblem[] {
  const user = `${prefix}_USER`;
  if (isGiven(environment, user) === (way !== undefined)) return [];
  const [missing, present] = way === undefined ? [`${prefix}_PASSWORD`, user] : [user, way];
  return [problem(missing, `is not set, but ${present} is; set both or neither.`)];
}

function credentialsOf(values: Values, prefix: Prefix): CredentialSource | undefined {
  const password = values[`${prefix}_PASSWORD`];
  if (password !== undefined) return Object.freeze({ kind: 'fixed', password });
  const file = values[`${prefix}_PASSWORD_FILE`];
  if (file !== undefined || prefix === 'DB_ADMIN') return file;
  const command = values[`${prefix}_PASSWORD_COMMAND`];
  if (command !== undefined) return Object.freeze({ kind: 'command', command });
  return values[`${prefix}_PASSWORD_SOURCE`];
}

function isGiven(environment: Environment, variable: string): boolean {
  return environment[variable] !== undefined && environment[variable] !== '';
}
