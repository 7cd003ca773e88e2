import { nearestName } from './nearest.ts';
import { findIgnoredSetting, replacedSettings } from './ignored-settings.ts';
import { findSetting, settings } from './settings.ts';

/** Settings of which every `<family>.<name>` is one: values for placeholders, and parameters of the connection. */
const settingFamilies = ['placeholders.', 'jdbcProperties.'] as const;

/** Whether the name (without `flyway.`) is one of Flyway's or one of this engine's. */
export function isKnownSetting(name: string): boolean {
  return isFamilyMember(name) || findSetting(name) !== undefined || findIgnoredSetting(name) !== undefined;
}

/** Whether the name is `placeholders.<name>` or `jdbcProperties.<name>`. */
export function isFamilyMember(name: string): boolean {
  return settingFamilies.some((family) => name.startsWith(family) && name.length > family.length);
}

/**
 * The sentence that helps with an unknown name, as in `Did you mean flyway.table?`.
 *
 * @param prefix what the writer puts before names: `flyway.`, `-` or nothing
 * @param others names that can be meant beside those of settings
 */
export function unknownSettingHint(name: string, prefix: string, others: readonly string[] = []): string {
  const replacement = Object.hasOwn(replacedSettings, name) ? replacedSettings[name] : undefined;
  if (replacement) return `Flyway has dropped it; write ${prefix}${replacement} instead.`;
  const nearest = nearestSetting(name, others);
  return nearest ? `Did you mean ${prefix}${nearest}?` : 'The command help lists the known ones.';
}

/**
 * The setting, or one of `others`, that a misspelt name most likely means. What stands behind a dot is the user's
 * own: `placeholder.owner` means `placeholders.owner`.
 */
function nearestSetting(name: string, others: readonly string[]): string | undefined {
  const dot = name.indexOf('.');
  const members = dot < 0 ? [] : settingFamilies.map((family) => family + name.slice(dot + 1));
  return nearestName(name, [...Object.keys(settings), ...members, ...others]);
}
