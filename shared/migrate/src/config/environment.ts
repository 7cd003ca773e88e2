import type { SettingEntry } from './entry.ts';
import { isKnownSetting } from './known-names.ts';
import { settings, type AnySetting } from './settings.ts';

/** Environment variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings in `FLYWAY_*` variables. Others of that prefix are left alone, as Flyway does: FLYWAY_HOME and
 * the like belong to somebody else. Placeholder names become lower case.
 */
export function environmentEntries(environment: Environment): readonly SettingEntry[] {
  return Object.entries(environment).flatMap(([variable, value]) => {
    const key = settingOfVariable(variable);
    return key === undefined || value === undefined
      ? []
      : [{ key, value, origin: { kind: 'environment', variable } as const }];
  });
}

/**
 * The settings in `flyway_table=` and `environments_dev_url=`, the form that goes with TOML: names as they are, `_`
 * for each dot. Unknown ones are somebody else's.
 */
export function tomlVariableEntries(environment: Environment): readonly SettingEntry[] {
  return Object.entries(environment).flatMap(([variable, value]) => {
    const [, family, name] = /^(flyway|environments)_(.+)$/.exec(variable) ?? [];
    if (family === undefined || name === undefined || value === undefined) return [];
    const key = `${family === 'flyway' ? '' : 'environments.'}${name.replaceAll('_', '.')}`;
    return family === 'flyway' && !isKnownSetting(key)
      ? []
      : [{ key, value, origin: { kind: 'environment', variable } as const }];
  });
}

/** `connectRetries` → `FLYWAY_CONNECT_RETRIES`. */
export function variableOfSetting(name: string): string {
  return `FLYWAY_${name.replace(/[A-Z]+/g, (capitals) => `_${capitals}`).toUpperCase()}`;
}

function settingOfVariable(variable: string): string | undefined {
  const family = /^FLYWAY_(PLACEHOLDERS|JDBC_PROPERTIES)_(.+)$/.exec(variable);
  if (family?.[1] && family[2]) {
    return `${family[1] === 'PLACEHOLDERS' ? 'placeholders' : 'jdbcProperties'}.${family[2].toLowerCase()}`;
  }
  return settingsByVariable.get(variable);
}

/** Settings that change nothing here have no variables; these must not be overlooked. */
const others = [
  ['FLYWAY_CHERRY_PICK', 'cherryPick'],
  ['FLYWAY_DRYRUN_OUTPUT', 'dryRunOutput'],
  ['FLYWAY_ENVIRONMENT', 'environment'],
] as const;

const settingsByVariable: ReadonlyMap<string, string> = new Map([
  ...Object.entries<AnySetting>(settings)
    .filter(([, setting]) => !setting.flagOnly)
    .map(([name, setting]) => [setting.variable ?? variableOfSetting(name), name] as const),
  ...others,
]);
