import { customCleanEnv, EnvMissingError, type ValidatorSpec } from 'envalid';
import { isSet, type GivenVariables } from './environment.ts';
import { error, type Finding } from './finding.ts';
import type { Values, Variables } from './variable.ts';

/** The typed values; one that is missing or malformed has an error and is undefined. */
export interface Cleaned<V extends Variables> {
  readonly values: Partial<Values<V>>;
  readonly errors: readonly Finding[];
}

/**
 * Reads each variable of the table by its validator. One that may be left out counts as not set when it is set to
 * nothing (`DB_SOCKET=`).
 */
export function clean<V extends Variables>(given: GivenVariables, variables: V): Cleaned<V> {
  const specs: Record<string, ValidatorSpec<unknown>> = {};
  for (const [name, { spec }] of Object.entries(variables)) specs[name] = spec;
  let errors: Finding[] = [];
  const values = customCleanEnv(textsOf(given, specs), specs, (cleaned) => ({ ...(cleaned as object) }), {
    // Envalid's default reporter prints values and ends the process.
    reporter: (report) => void (errors = findingsOf(report.errors, given)),
  });
  return { values: values, errors };
}

function textsOf(
  given: GivenVariables,
  specs: Readonly<Record<string, ValidatorSpec<unknown>>>,
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const text = given.get(name)?.text;
    if (text !== undefined && (text !== '' || !('default' in spec))) texts[name] = text;
  }
  return texts;
}

function findingsOf(errors: Partial<Record<string, Error>>, given: GivenVariables): Finding[] {
  return Object.entries(errors).flatMap(([variable, failure]) => {
    if (failure === undefined) return [];
    if (failure instanceof EnvMissingError) return [error(variable, 'is not set.')];
    if (given.has(variable) && !isSet(given, variable)) return [error(variable, 'is empty.')];
    return [error(variable, failure.message)];
  });
}
