import {
  asLoaded,
  givenVariables,
  type Environment,
  type GivenVariables,
  type LoadedEnvironment,
} from './environment.ts';
import { clean } from './clean.ts';
import type { ServiceIdentity } from './configuration.ts';
import { isPartOfUrl, resolveDatabaseUrl } from './database-url.ts';
import { problemsOf, type Finding } from './finding.ts';
import type { EnvironmentProblem } from './environment-error.ts';
import { resolveSecretFiles } from './resolve-secret-files.ts';
import { commonRules, type RuleContext } from './rules.ts';
import { serviceVariables, type ServiceVariables } from './service-variables.ts';
import { settingsOf, type Setting } from './settings.ts';
import { unknownVariables } from './unknown-variables.ts';
import type { Values, Variables } from './variable.ts';

/** What the environment of one service may hold: whose it is, and what it has beyond the common variables. */
export interface ServiceEnvironment<Own extends Variables = Variables> {
  readonly identity: ServiceIdentity;
  /** Variables that only this service has; default: none. */
  readonly own: Own;
  /** Rules that look at several of the service's own variables; one with a problem is undefined in `values`. */
  rules?(values: Partial<Values<Own & ServiceVariables>>): readonly Finding[];
}

/** Everything that was found out about an environment. */
export interface CheckedEnvironment<Own extends Variables = Variables> {
  /** The typed values; those with a problem are undefined. */
  readonly values: Partial<Values<Own & ServiceVariables>>;
  readonly given: GivenVariables;
  /** What refuses it, sorted by variable. */
  readonly problems: readonly EnvironmentProblem[];
  /** What should be looked at, sorted by variable. */
  readonly warnings: readonly EnvironmentProblem[];
  /** Every variable with its value (a secret as `***`) and where it came from. */
  readonly settings: readonly Setting[];
}

/** The common variables and the service's own, in the order in which people read them. */
export function variablesOf<Own extends Variables>({
  identity,
  own,
}: ServiceEnvironment<Own>): ServiceVariables & Own {
  return { ...serviceVariables(identity), ...own };
}

/** Checks an environment without refusing it: secret files and DATABASE_URL first, then each variable, then rules. */
export function checkServiceEnvironment<Own extends Variables>(
  environment: Environment | LoadedEnvironment,
  definition: ServiceEnvironment<Own>,
): CheckedEnvironment<Own> {
  const variables = variablesOf(definition);
  const files = resolveSecretFiles(givenVariables(environment), variables);
  const url = resolveDatabaseUrl(files.given);
  const { given } = url;
  const { values, errors } = clean(given, variables);
  const context = { values, given, identity: definition.identity } as RuleContext;
  const together = [...commonRules(context), ...(definition.rules?.(values) ?? [])];
  const findings = [
    ...files.findings,
    ...url.findings,
    ...[...errors, ...together.filter(({ variable }) => !hasError(errors, variable))].filter(
      (finding) => url.findings.length === 0 || !isMissingPart(finding),
    ),
    ...unknownVariables(given, variables),
  ];
  return {
    values,
    given,
    problems: sorted([...asLoaded(environment).problems, ...problemsOf(findings, 'error', given)]),
    warnings: sorted(problemsOf(findings, 'warning', given)),
    settings: settingsOf(given, variables),
  };
}

function hasError(errors: readonly Finding[], variable: string): boolean {
  return errors.some((error) => error.variable === variable);
}

/** A part of a URL that could not be read is not missing. */
function isMissingPart({ variable, predicate }: Finding): boolean {
  return predicate === 'is not set.' && isPartOfUrl(variable);
}

/** By code unit, so that the order does not depend on the machine's locale; the same sentence once. */
function sorted(problems: readonly EnvironmentProblem[]): readonly EnvironmentProblem[] {
  const byMessage = new Map(problems.map((each) => [each.message, each]));
  return [...byMessage.values()].sort(
    (left, right) => compare(left.variable, right.variable) || compare(left.message, right.message),
  );
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
