import type { EntryProblem, SettingEntry } from './entry.ts';
import { findIgnoredSetting } from './ignored-settings.ts';
import { isKnownSetting } from './known-names.ts';
import { nearestName } from './nearest.ts';
import { findSetting } from './settings.ts';

/**
 * Settings that stand in `[environments.<name>]` of a TOML file and not in `[flyway]`, as
 * `jdbcProperties.<name>` does.
 */
const environmentSettings: readonly string[] = [
  'url',
  'user',
  'password',
  'schemas',
  'connectRetries',
  'connectRetriesInterval',
  'initSql',
  'jdbcProperties',
  'driver',
  'resolvers',
  'provisioner',
  'displayName',
];

/** Whether TOML has the setting in `[environments.<name>]`, not in `[flyway]`. */
export function isEnvironmentSetting(key: string): boolean {
  return environmentSettings.includes(firstPart(key));
}

/** Entries that count in the environment that was chosen, the weakest first. */
export interface ChosenEntries {
  /** Of the environment. */
  readonly name: string;
  readonly entries: readonly SettingEntry[];
  readonly problems: readonly EntryProblem[];
}

/**
 * Chooses the environment (`flyway.environment`, else `default`) and puts its entries between the others, in
 * Flyway's order (11.8.2): files < `environments_*` variables < FLYWAY_* variables < flags <
 * `-environments.<name>.<setting>=` flags < everything of `[environments.<name>.flyway]`.
 *
 * @param entries keys as in TOML but without `flyway.`: `table`, `environments.dev.url`, `environments.dev.flyway.table`
 * @param tables names of environments that a file has, with or without settings
 */
export function chooseEnvironment(
  entries: readonly SettingEntry[],
  tables: readonly string[] = [],
): ChosenEntries {
  const chosen = entries.findLast(({ key }) => key === 'environment');
  const name = chosen?.value || 'default';
  const scoped = entries.flatMap((entry) => scopeOf(entry) ?? []);
  const plain = entries.filter((entry) => !scopeOf(entry) && entry !== chosen && entry.key !== 'environment');
  const own = scoped.filter(({ environment }) => environment === name);
  const direct = own.filter(({ layer }) => layer === 'environment').map(({ entry }) => entry);
  // The others are told of here, and would be unknown once more to whoever reads the settings.
  const placed = direct.filter(({ key }) => isEnvironmentSetting(key));
  const overriding = own.filter(({ layer }) => layer === 'flyway').map(({ entry }) => entry);
  const known = [...new Set([...tables, ...scoped.map(({ environment }) => environment)])];
  const isThere = !chosen || name === 'default' || known.includes(name) || plain.some(reachesServer);
  return {
    name,
    entries: [
      ...plain.filter(isOf('file')),
      ...placed.filter(isOf('file')),
      ...placed.filter(isOf('environment')),
      ...plain.filter(isOf('environment')),
      ...plain.filter((entry) => !isOf('file')(entry) && !isOf('environment')(entry)),
      ...placed.filter(isOf('flag')),
      ...overriding,
    ],
    problems: [...(isThere ? [] : [unknownEnvironment(name, known, chosen)]), ...direct.flatMap(misplaced)],
  };
}

interface ScopedEntry {
  readonly environment: string;
  readonly layer: 'environment' | 'flyway';
  /** Its key is the setting's name alone. */
  readonly entry: SettingEntry;
}

function scopeOf(entry: SettingEntry): ScopedEntry | undefined {
  const [, environment, flyway, key] = /^environments\.([^.]+)\.(flyway\.)?(.+)$/s.exec(entry.key) ?? [];
  if (environment === undefined || key === undefined) return undefined;
  return {
    environment,
    layer: flyway === undefined ? 'environment' : 'flyway',
    entry: { ...entry, key, group: entry.key.slice(0, -key.length) },
  };
}

function isOf(kind: SettingEntry['origin']['kind']): (entry: SettingEntry) => boolean {
  return ({ origin }) => origin.kind === kind;
}

/** Flyway makes an environment of a URL given by flag or variable. */
function reachesServer({ key, origin }: SettingEntry): boolean {
  return key === 'url' && origin.kind !== 'file';
}

function unknownEnvironment(
  name: string,
  known: readonly string[],
  entry: SettingEntry | undefined,
): EntryProblem {
  const nearest = nearestName(name, known);
  const hint = nearest ? `Did you mean ${nearest}?` : `Write [environments.${name}] into flyway.toml.`;
  return { message: `Environment '${name}' not found. ${hint}`, ...(entry && { entry }) };
}

/** Flyway passes over what does not belong into an environment; it would be meant, so it is a problem here. */
function misplaced(entry: SettingEntry): readonly EntryProblem[] {
  const { key, group = '' } = entry;
  if (isEnvironmentSetting(key)) return [];
  const nearest = nearestName(key, environmentSettings);
  const isFlyways =
    findSetting(key) !== undefined || findIgnoredSetting(key) !== undefined || isKnownSetting(key);
  const hint = isFlyways
    ? `Write ${group}flyway.${key}, or flyway.${key} for all environments.`
    : nearest
      ? `Did you mean ${group}${nearest}?`
      : `It can hold ${environmentSettings.join(', ')} and flyway.*.`;
  return [{ message: `Unknown configuration property: ${group}${key}. ${hint}`, entry }];
}

function firstPart(key: string): string {
  return key.split('.', 1)[0] ?? key;
}
