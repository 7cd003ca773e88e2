import { place, writtenName, type EntryProblem, type SettingEntry } from './entry.ts';
import { findIgnoredSetting } from './ignored-settings.ts';
import { isFamilyMember, unknownSettingHint } from './known-names.ts';
import type { Environment } from './environment.ts';
import { hiddenValue } from './redact.ts';
import { resolveEntry } from './resolvers.ts';
import { findSetting, settings, type SettingValues } from './settings.ts';

/** Entries understood one by one; what they mean together is for `build-config.ts`. */
export interface ReadSettings {
  /** Defaults where nothing was written. */
  readonly values: SettingValues;
  /** Values of `placeholders.*`, names in lower case. */
  readonly placeholders: ReadonlyMap<string, string>;
  readonly jdbcProperties: Readonly<Record<string, string>>;
  /** The entry that a value comes from, for sentences about it. */
  readonly winners: ReadonlyMap<string, SettingEntry>;
  readonly problems: readonly EntryProblem[];
  readonly warnings: readonly string[];
}

/**
 * Takes the last entry of each key and parses it by the table. Entries that lose are not judged: an unset variable
 * or a bad value that a later source replaces does no harm.
 *
 * @param entries in order of precedence, the weakest first
 * @param environment for `${env.NAME}`
 */
export function readSettings(entries: readonly SettingEntry[], environment: Environment = {}): ReadSettings {
  const winners = new Map(entries.map((entry) => [mergeKey(entry.key), entry]));
  const sources = { environment, placeholders: family(winners, 'placeholders.') };
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) values[name] = setting.default;
  const problems: EntryProblem[] = [];
  const warnings: string[] = [];
  for (const [key, written] of winners) {
    const resolved = resolveEntry(written, sources);
    const entry = 'entry' in resolved ? resolved.entry : written;
    winners.set(key, entry);
    const outcome: Outcome = 'problem' in resolved ? resolved : readEntry(entry);
    if (outcome.problem !== undefined) problems.push({ entry, message: outcome.problem });
    if (outcome.warning !== undefined) warnings.push(outcome.warning);
    if ('value' in outcome) values[entry.key] = outcome.value;
  }
  return {
    values: values as unknown as SettingValues,
    placeholders: family(winners, 'placeholders.'),
    jdbcProperties: Object.fromEntries(family(winners, 'jdbcProperties.')),
    winners,
    problems,
    warnings,
  };
}

/** Placeholder names count in any case. */
function mergeKey(key: string): string {
  return key.startsWith('placeholders.') ? key.toLowerCase() : key;
}

interface Outcome {
  readonly value?: unknown;
  readonly problem?: string;
  readonly warning?: string;
}

function readEntry(entry: SettingEntry): Outcome {
  const { key, value, unsetVariables } = entry;
  const name = writtenName(entry);
  if (unsetVariables?.[0] !== undefined) return { problem: describeUnset(name, unsetVariables) };
  if (isFamilyMember(key)) return {};
  const setting = findSetting(key);
  if (!setting || (setting.flagOnly && entry.origin.kind !== 'flag' && entry.origin.kind !== 'option')) {
    return readForeign(entry, setting !== undefined);
  }
  if (setting.variable && (entry.origin.kind === 'file' || entry.origin.kind === 'option')) {
    return { problem: describeMisplaced(entry, setting.variable) };
  }
  const parsed = setting.parse(value);
  if ('value' in parsed) return { value: parsed.value };
  const shown = setting.secret || entry.hidden ? hiddenValue(value) : `it is "${value}"`;
  return { problem: `${name} ${parsed.expected}; ${shown}` };
}

function describeMisplaced(entry: SettingEntry, variable: string): string {
  return `${writtenName(entry)} is for the command line: write -${entry.key}= there, or set ${variable} in the environment`;
}

function describeUnset(name: string, variables: readonly string[]): string {
  const listed = variables.map((variable) => `\${${variable}}`).join(' and ');
  const plural = variables.length > 1;
  return `${name} needs the environment ${plural ? 'variables' : 'variable'} ${listed}, which ${plural ? 'are' : 'is'} not set`;
}

/** A key that has no honoured setting: one of Flyway's others, one for the command line only, or a misspelt one. */
function readForeign(entry: SettingEntry, isFlag: boolean): Outcome {
  const name = writtenName(entry);
  if (isFlag) return { problem: `${name} is for the command line only; write -${entry.key}= there` };
  const ignored = findIgnoredSetting(entry.key);
  if (!ignored) {
    const prefix = name.slice(0, name.length - entry.key.length);
    return {
      problem: `Unknown configuration property: ${name}. ${unknownSettingHint(entry.key, prefix)}`,
    };
  }
  if (ignored.kind === 'silent' || entry.value.toLowerCase() === ignored.default) return {};
  const sentence = `${name} ${ignored.reason}`;
  return ignored.kind === 'warn' ? { warning: `${sentence}${place(entry.origin)}` } : { problem: sentence };
}

function family(winners: ReadonlyMap<string, SettingEntry>, prefix: string): ReadonlyMap<string, string> {
  return new Map(
    [...winners]
      .filter(([key]) => key.startsWith(prefix) && key.length > prefix.length)
      .map(([key, { value }]) => [key.slice(prefix.length), value]),
  );
}
