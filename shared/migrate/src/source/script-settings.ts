import type { ConfigurationProblem } from '../errors.ts';
import { findCharset } from '../config/charsets.ts';
import type { ScriptSettings } from '../model.ts';

export interface ParsedSettings {
  readonly settings: ScriptSettings;
  readonly problems: readonly ConfigurationProblem[];
}

const flags = ['executeInTransaction', 'placeholderReplacement', 'shouldExecute'] as const;
const names = [...flags, 'encoding'] as const;

/** The settings of a script without a `.conf` file. */
export function defaultSettings(
  config: Pick<ScriptSettings, 'executeInTransaction' | 'placeholderReplacement'>,
): ScriptSettings {
  const { executeInTransaction, placeholderReplacement } = config;
  return { executeInTransaction, placeholderReplacement, shouldExecute: true } satisfies ScriptSettings;
}

/**
 * Reads `<script>.conf`: lines `name=value`, `#` comments. Unknown names and values are problems, all of which are
 * reported. Expressions in `shouldExecute` belong to Flyway's paid editions.
 */
export function parseScriptSettings(text: string, file: string, defaults: ScriptSettings): ParsedSettings {
  const problems: ConfigurationProblem[] = [];
  const given: { -readonly [Name in keyof ScriptSettings]?: ScriptSettings[Name] } = {};
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (/^\s*(?:[#!]|$)/.test(line)) continue;
    const [, name = '', value = ''] = /^\s*([^=:\s]*)\s*[=:]?\s*(.*?)\s*$/.exec(line) ?? [];
    const problem = (message: string) => problems.push({ file, line: index + 1, message });
    const flag = flags.find((each) => each === name);
    if (name === 'encoding') {
      const encoding = findCharset(value);
      if (encoding) given.encoding = encoding;
      else problem(`encoding must be a character set, as in UTF-8 or ISO-8859-1, not ${value || 'empty'}.`);
    } else if (!flag) {
      problem(`Unknown setting ${name}; a script's .conf knows ${names.join(', ')}.`);
    } else if (!/^(?:true|false)$/i.test(value)) {
      problem(`${flag} must be true or false, not ${value || 'empty'}.${expressionHint(flag, value)}`);
    } else given[flag] = value.toLowerCase() === 'true';
  }
  return { settings: { ...defaults, ...given }, problems };
}

function expressionHint(flag: (typeof flags)[number], value: string): string {
  const isExpression = flag === 'shouldExecute' && /[=!&|]/.test(value);
  return isExpression ? " Expressions belong to Flyway's paid editions." : '';
}
