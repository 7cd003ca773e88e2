import { isSet, type GivenVariables } from './environment.ts';
import type { Variable, Variables } from './variable.ts';

/** One variable as it may be shown. */
export interface Setting {
  readonly name: string;
  readonly section: string;
  /** The text given or the default, `***` for a secret; undefined when it has no value. */
  readonly value: string | undefined;
  /** `environment`, the name of a `.env` file, `file` and its path, `DATABASE_URL`, `default`; undefined without a value. */
  readonly origin: string | undefined;
}

/** Every variable of a table with its value and origin, in the order of the table. */
export function settingsOf(given: GivenVariables, variables: Variables): readonly Setting[] {
  return Object.entries(variables).map(([name, variable]) =>
    Object.freeze({ name, section: variable.section, ...shown(name, variable, given) }),
  );
}

function shown(name: string, variable: Variable, given: GivenVariables): Pick<Setting, 'value' | 'origin'> {
  const found = given.get(name);
  if (found !== undefined && isSet(given, name)) {
    const isSecret = variable.secret === true || variable.hidden === true;
    return { value: isSecret ? '***' : found.text, origin: found.origin };
  }
  if (variable.defaultText === undefined) return { value: undefined, origin: undefined };
  return { value: variable.defaultText, origin: 'default' };
}
