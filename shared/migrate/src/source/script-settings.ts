import type { ConfigurationProblem } from '../errors.ts';
import type { ScriptSettings } from '../model.ts';

export interface ParsedSettings {
  readonly settings: ScriptSettings;
  readonly problems: readonly ConfigurationProblem[];
}

const names = ['executeInTransaction', 'placeholderReplacement', 'shouldExecute'] as const;

/** The settings of a script without a `.conf` file. */
export function defaultSettings(placeholderReplacement: boolean): ScriptSettings {
  return { executeInTransaction: true, placeholderReplacement, shouldExecute: true } satisfies ScriptSettings;
}

/**
 * Reads `<script>.conf`: lines `name=true|false`, `#` comments. Unknown names and values are problems, all of
 * which are reported.
 */
export function parseScriptSettings(text: string, file: string, defaults: ScriptSettings): ParsedSettings {
  const problems: ConfigurationProblem[] = [];
  const given: Partial<Record<(typeof names)[number], boolean>> = {};
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (/^\s*(?:[#!]|$)/.test(line)) continue;
    const [, name = '', value = ''] = /^\s*(?:flyway\.)?([^=:\s]*)\s*[=:]?\s*(.*?)\s*$/.exec(line) ?? [];
    const known = names.find((each) => each === name);
    if (!known) {
      problems.push({
        file,
        line: index + 1,
        message: `Unknown setting ${name}; a script's .conf knows ${names.join(', ')}.`,
      });
    } else if (!/^(?:true|false)$/i.test(value)) {
      problems.push({
        file,
        line: index + 1,
        message: `${name} must be true or false, not ${value || 'empty'}.`,
      });
    } else given[known] = value.toLowerCase() === 'true';
  }
  return { settings: { ...defaults, ...given }, problems };
}
