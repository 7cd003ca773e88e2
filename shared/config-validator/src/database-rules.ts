import { isIP } from 'node:net';
import { accountProblems, databaseAccount } from './accounts.ts';
import type { Cleaned, Environment } from './clean-environment.ts';
import type { ServiceIdentity } from './configuration.ts';
import type { DatabaseSpecs } from './database-specs.ts';
import { problem, type EnvironmentProblem } from './environment-error.ts';
import { passwordWeaknesses } from './password-strength.ts';

type Values = Partial<Cleaned<DatabaseSpecs>>;

/** What is wrong with variables that are each well-formed: pairs, and what production demands. */
export function problemsTogether(
  values: Values,
  environment: Environment,
  identity: ServiceIdentity,
): EnvironmentProblem[] {
  return [
    ...accountProblems(environment),
    ...identityCheckProblems(values),
    ...rdsTokenProblems(values),
    ...(values.NODE_ENV === 'production' ? productionProblems(values, identity) : []),
  ];
}

/** mysql2 3.24 compares the certificate of a server given by address with `localhost`, so the check would mean nothing. */
function identityCheckProblems(values: Values): EnvironmentProblem[] {
  const { DB_HOST: host, DB_SSL_MODE: mode, DB_SOCKET: socket } = values;
  if (host === undefined || socket !== undefined || mode !== 'VERIFY_IDENTITY' || isIP(host) === 0) return [];
  return [problem('DB_HOST', 'must be a host name, not an address, when DB_SSL_MODE is VERIFY_IDENTITY.')];
}

function productionProblems(
  values: Values,
  { service, database, user }: ServiceIdentity,
): EnvironmentProblem[] {
  const problems: EnvironmentProblem[] = [];
  if (values.DB_USER?.toLowerCase() === 'root') {
    problems.push(problem('DB_USER', 'must not be root in production.'));
  }
  if (values.DB_SSL_MODE === 'DISABLED' || values.DB_SSL_MODE === 'PREFERRED') {
    problems.push(problem('DB_SSL_MODE', 'must be REQUIRED, VERIFY_CA or VERIFY_IDENTITY in production.'));
  }
  return [...problems, ...weakPasswords(values, [service, database, user])];
}

function weakPasswords(values: Values, own: readonly (string | undefined)[]): EnvironmentProblem[] {
  const given = [...own, values.DB_NAME, values.DB_USER, values.DB_RUNTIME_USER, values.DB_ADMIN_USER];
  const names = given.filter((name) => name !== undefined);
  return (['DB', 'DB_RUNTIME', 'DB_ADMIN'] as const).flatMap((prefix) => {
    const credentials = databaseAccount(values, prefix)?.credentials;
    if (credentials?.kind !== 'fixed' && credentials?.kind !== 'file') return [];
    const variable = credentials.kind === 'file' ? `${prefix}_PASSWORD_FILE` : `${prefix}_PASSWORD`;
    return passwordWeaknesses(credentials.password.reveal(), names).map((why) =>
      problem(variable, `${why}, which is refused in production.`),
    );
  });
}

/** A token for the database is a password in clear text, which only the right server may see. */
function rdsTokenProblems(values: Values): EnvironmentProblem[] {
  const mode = values.DB_SSL_MODE;
  if (mode === undefined || mode === 'VERIFY_CA' || mode === 'VERIFY_IDENTITY') return [];
  return (['DB_PASSWORD_SOURCE', 'DB_RUNTIME_PASSWORD_SOURCE'] as const)
    .filter((variable) => values[variable]?.kind === 'rds-iam')
    .map((variable) =>
      problem(variable, 'is rds-iam, which needs DB_SSL_MODE VERIFY_CA or VERIFY_IDENTITY.'),
    );
}
