import { clean } from './clean.ts';
import { isPartOfUrl, resolveDatabaseUrl } from './database-url.ts';
import type { EnvironmentProblem } from './environment-error.ts';
import {
  asLoaded,
  givenVariables,
  type Environment,
  type GivenVariables,
  type LoadedEnvironment,
} from './environment.ts';
import { problemsOf, type Finding } from './finding.ts';
import { resolveSecretFiles } from './resolve-secret-files.ts';
import { commonRules } from './rules.ts';
import { variablesOf, type ServiceEnvironment } from './service-environment.ts';
import type { ServiceVariables } from './service-variables.ts';
import { settingsOf, type Setting } from './settings.ts';
import { unknownVariables } from './unknown-variables.ts';
import type { Values, Variables } from './variable.ts';

/** Everything that may be told about an environment. */
export interface CheckedEnvironment {
  /** What refuses it, sorted by variable. */
  readonly problems: readonly EnvironmentProblem[];
  /** What should be looked at, sorted by variable. */
  readonly warnings: readonly EnvironmentProblem[];
  /** Every variable with its value (a secret as `***`) and where it came from. */
  readonly settings: readonly Setting[];
}

/** The environment itself too, with the texts of its secrets: for the making of a configuration, not to be shown. */
export interface ExaminedEnvironment<Own extends Variables> {
  /** The typed values; those with a problem are undefined. */
  readonly values: Partial<Values<Own & ServiceVariables>>;
  readonly given: GivenVariables;
  readonly checked: CheckedEnvironment;
}

/** Checks an environment without refusing it. */
export function checkServiceEnvironment<Own extends Variables>(
  environment: Environment | LoadedEnvironment,
  definition: ServiceEnvironment<Own>,
): CheckedEnvironment {
  return examineEnvironment(environment, definition).checked;
}

/** Resolves secret files and DATABASE_URL, reads each variable, then applies the rules over several. */
export function examineEnvironment<Own extends Variables>(
  environment: Environment | LoadedEnvironment,
  definition: ServiceEnvironment<Own>,
): ExaminedEnvironment<Own> {
  const variables = variablesOf(definition);
  const files = resolveSecretFiles(givenVariables(environment), variables);
  const url = resolveDatabaseUrl(files.given);
  const { given } = url;
  const { values, errors } = clean(given, variables);
  const common = commonRules({ values, given, identity: definition.identity });
  const own = definition.rules?.(values) ?? [];
  const read = [...errors, ...[...common, ...own].filter(({ variable }) => !hasError(errors, variable))];
  const findings = [
    ...files.findings,
    ...url.findings,
    ...(url.findings.length === 0 ? read : read.filter((finding) => !isMissingPart(finding))),
    ...unknownVariables(given, variables),
  ];
  const checked = {
    problems: sorted([...asLoaded(environment).problems, ...problemsOf(findings, 'error', given)]),
    warnings: sorted(problemsOf(findings, 'warning', given)),
    settings: settingsOf(given, variables),
  };
  return { values, given, checked };
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
