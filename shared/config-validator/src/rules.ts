import { accountFindings } from './accounts.ts';
import type { ServiceIdentity } from './configuration.ts';
import type { GivenVariables } from './environment.ts';
import { error, warning, type Finding } from './finding.ts';
import { passwordFindings } from './password-rules.ts';
import type { ServiceVariables } from './service-variables.ts';
import { tlsFindings } from './tls-rules.ts';
import type { Values } from './variable.ts';

/** What rules look at: well-formed values (others are undefined), what was given, and whose environment it is. */
export interface RuleContext {
  readonly values: Partial<Values<ServiceVariables>>;
  readonly given: GivenVariables;
  readonly identity: ServiceIdentity;
}

/** What is wrong or doubtful with variables that are each well-formed: pairs, and what each environment demands. */
export function commonRules(context: RuleContext): readonly Finding[] {
  return [
    ...accountFindings(context.values, context.given),
    ...tlsFindings(context.values),
    ...userFindings(context.values),
    ...passwordFindings(context),
    ...exposureFindings(context.values),
  ];
}

/** Staging has what production has, often real data too; only there is TLS without a check tolerated. */
export function isStrictEnvironment(values: RuleContext['values']): boolean {
  return values.NODE_ENV === 'staging' || values.NODE_ENV === 'production';
}

function userFindings(values: RuleContext['values']): Finding[] {
  const { DB_USER: migrator, DB_RUNTIME_USER: runtime, DB_ADMIN_USER: administrator } = values;
  const findings: Finding[] = [];
  for (const variable of ['DB_USER', 'DB_RUNTIME_USER'] as const) {
    if (values[variable]?.toLowerCase() !== 'root') continue;
    findings.push(
      isStrictEnvironment(values)
        ? error(variable, `must not be root in ${String(values.NODE_ENV)}.`)
        : warning(variable, 'is root, which is refused in staging and production.'),
    );
  }
  if (runtime !== undefined && [migrator, administrator].includes(runtime)) {
    findings.push(error('DB_RUNTIME_USER', 'must be another account than DB_USER and DB_ADMIN_USER.'));
  }
  return findings;
}

/** What offers more than the environment should: to the network, to the log, to the service. */
function exposureFindings(values: RuleContext['values']): Finding[] {
  const findings: Finding[] = [];
  const { NODE_ENV: environment, HOST: host, LOG_LEVEL: level } = values;
  if (environment === 'development' && (host === '0.0.0.0' || host === '::')) {
    findings.push(warning('HOST', 'offers the service to the network; leave it out in development.'));
  }
  if (environment !== 'production') return findings;
  if (level === 'debug' || level === 'trace') {
    findings.push(
      warning('LOG_LEVEL', 'logs details of requests, which do not belong into the logs of production.'),
    );
  }
  if (values.DB_ADMIN_USER !== undefined) {
    findings.push(
      warning('DB_ADMIN_USER', 'is needed by db:create alone; take it away from a service in production.'),
    );
  }
  return findings;
}
