import type { SettingEntry } from './entry.ts';
import type { Environment } from './environment.ts';
import { parseProperties } from './properties.ts';

/** A `.conf` file, read but not understood. */
export interface ConfFile {
  /** Keys that start with `flyway.`, in the order of the file. */
  readonly entries: readonly SettingEntry[];
  /** Keys that do not; Flyway passes over them in silence. */
  readonly strangers: readonly { readonly key: string; readonly line: number }[];
}

/**
 * Reads a `.conf` file and replaces `${NAME}` in keys and values from the environment. Flyway replaces before it
 * reads the lines, which spoils passwords that hold a backslash or start with a blank; here the variable's value
 * stays as it is. Names that the environment does not have are reported with the entry, in `unsetVariables`.
 *
 * @param file the name to show to the user
 */
export function parseConfFile(text: string, file: string, environment: Environment): ConfFile {
  const properties = parseProperties(text).map(({ key, value, line }) => {
    const name = substitute(key, environment);
    return { name, value: substitute(value, environment), line };
  });
  const ours = properties.filter(({ name }) => name.text.startsWith(prefix));
  return {
    entries: ours.map(({ name, value, line }): SettingEntry => {
      const unset = [...name.unset, ...value.unset];
      return {
        key: name.text.slice(prefix.length),
        value: value.text,
        origin: { kind: 'file', file, line },
        ...(value.used ? { hidden: true } : {}),
        ...(unset.length > 0 ? { unsetVariables: unset } : {}),
      };
    }),
    strangers: properties
      .filter((property) => !ours.includes(property))
      .map(({ name, line }) => ({ key: name.text, line })),
  };
}

const prefix = 'flyway.';

interface Substituted {
  readonly text: string;
  readonly used: boolean;
  readonly unset: readonly string[];
}

function substitute(text: string, environment: Environment): Substituted {
  const unset = new Set<string>();
  let used = false;
  const substituted = text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (_, name: string) => {
    used = true;
    const value = environment[name];
    if (value === undefined) unset.add(name);
    return value ?? '';
  });
  return { text: substituted, used, unset: [...unset] };
}
