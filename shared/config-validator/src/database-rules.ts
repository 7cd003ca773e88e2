import { isIP } from 'node:net';
import type { Cleaned } from './clean-environment.ts';
import type { ServiceIdentity } from './configuration.ts';
import type { DatabaseSpecs } from './database-specs.ts';
import type { EnvironmentProblem } from './environment-error.ts';
import { passwordWeaknesses } from './password-rules.ts';

type Values = Partial<Cleaned<DatabaseSpecs>>;

/** What is wrong with variables that are each well-formed: pairs, and what production demands. */
export function problemsTogether(values: Values, identity: ServiceIdentity): EnvironmentProblem[] {
  return [
    ...administratorProblems(values),
    ...identityCheckProblems(values),
    ...(values.NODE_ENV === 'production' ? productionProblems(values, identity) : []),
  ];
}

function administratorProblems(values: Values): EnvironmentProblem[] {
  const { DB_ADMIN_USER: user, DB_ADMIN_PASSWORD: password } = values;
  if (user !== undefined && password === undefined) {
    return [
      { variable: 'DB_ADMIN_PASSWORD', message: 'is not set, but DB_ADMIN_USER is; set both or neither.' },
    ];
  }
  if (user === undefined && password !== undefined) {
    return [
      { variable: 'DB_ADMIN_USER', message: 'is not set, but DB_ADMIN_PASSWORD is; set both or neither.' },
    ];
  }
  return [];
}

/** mysql2 3.24 compares the certificate of a server given by address with `localhost`, so the check would mean nothing. */
function identityCheckProblems(values: Values): EnvironmentProblem[] {
  const { DB_HOST: host, DB_SSL_MODE: mode, DB_SOCKET: socket } = values;
  if (host === undefined || socket !== undefined || mode !== 'VERIFY_IDENTITY' || isIP(host) === 0) return [];
  return [
    {
      variable: 'DB_HOST',
      message: 'must be a host name, not an address, when DB_SSL_MODE is VERIFY_IDENTITY.',
    },
  ];
}

function productionProblems(
  values: Values,
  { service, database, user }: ServiceIdentity,
): EnvironmentProblem[] {
  const problems: EnvironmentProblem[] = [];
  if (values.DB_USER?.toLowerCase() === 'root') {
    problems.push({ variable: 'DB_USER', message: 'must not be root in production.' });
  }
  if (values.DB_SSL_MODE === 'DISABLED' || values.DB_SSL_MODE === 'PREFERRED') {
    problems.push({
      variable: 'DB_SSL_MODE',
      message: 'must be REQUIRED, VERIFY_CA or VERIFY_IDENTITY in production.',
    });
  }
  return [...problems, ...weakPasswords(values, [service, database, user])];
}

function weakPasswords(values: Values, own: readonly (string | undefined)[]): EnvironmentProblem[] {
  const given = [...own, values.DB_NAME, values.DB_USER, values.DB_ADMIN_USER];
  const names = given.filter((name) => name !== undefined);
  return (['DB_PASSWORD', 'DB_ADMIN_PASSWORD'] as const).flatMap((variable) => {
    const password = values[variable];
    if (password === undefined) return [];
    return passwordWeaknesses(password.reveal(), names).map((message) => ({ variable, message }));
  });
}
