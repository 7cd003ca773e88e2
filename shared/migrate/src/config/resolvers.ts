import { writtenName, type SettingEntry } from './entry.ts';
import type { Environment } from './environment.ts';

/** What `${env.NAME}` and `${placeholder.name}` stand for. */
export interface ResolverSources {
  readonly environment: Environment;
  readonly placeholders: ReadonlyMap<string, string>;
}

/** The entry with its value resolved, or a sentence that says why it cannot be. */
export type Resolved = { readonly entry: SettingEntry } | { readonly problem: string };

/**
 * Replaces what Flyway calls property resolvers in `url`, `user`, `password` and `jdbcProperties.*`: `${env.NAME}`
 * and `${placeholder.name}`, each also with a filter (`${env.NAME:aD}` keeps ASCII letters and digits). `$${…}`
 * stands for `${…}`, and `!{…}` for what is in it. A value that was put in by a variable or by a program keeps
 * what looks like an unknown resolver: it may be part of a password.
 */
export function resolveEntry(entry: SettingEntry, sources: ResolverSources): Resolved {
  const { key, value, origin } = entry;
  if (origin.kind === 'option' || !/^(?:url|user|password|jdbcProperties\..+)$/s.test(key)) return { entry };
  const [, verbatim] = /^\s*!\{(.*)\}\s*$/s.exec(value) ?? [];
  if (verbatim !== undefined) return { entry: { ...entry, value: verbatim } };
  const problems: string[] = [];
  const unset: string[] = [];
  const text = value.replace(pattern, (whole: string, name: string, argument: string, filter?: string) => {
    if (whole.startsWith('$$')) return whole.slice(1);
    const found = lookUp(name.trim(), argument.trim(), sources);
    if (found === 'unknown resolver') {
      if (origin.kind !== 'environment' && !entry.hidden) problems.push(describeUnknown(entry, name.trim()));
      return whole;
    }
    if (found.value === undefined && name.trim() === 'env') unset.push(argument.trim());
    else if (found.value === undefined)
      problems.push(`${writtenName(entry)} needs the placeholder ${argument.trim()}, which is not set`);
    return filtered(found.value ?? '', filter?.trim());
  });
  if (problems[0] !== undefined) return { problem: problems[0] };
  if (text === value && unset.length === 0) return { entry };
  return {
    entry: { ...entry, value: text, hidden: true, ...(unset.length > 0 && { unsetVariables: unset }) },
  };
}

const pattern = /\${1,2}\{([^.{}]+)\.([^.{}:]+)(?::([^{}]*))?\}/g;

function lookUp(
  name: string,
  argument: string,
  { environment, placeholders }: ResolverSources,
): { readonly value: string | undefined } | 'unknown resolver' {
  if (name === 'env') return { value: environment[argument] };
  return name === 'placeholder' ? { value: placeholders.get(argument.toLowerCase()) } : 'unknown resolver';
}

function describeUnknown(entry: SettingEntry, name: string): string {
  return `${writtenName(entry)}: there is no resolver ${name} here, only \${env.NAME} and \${placeholder.name}; those of secret stores belong to Flyway's paid editions`;
}

/** D digits, A letters, d and a only those of ASCII. */
function filtered(text: string, filter: string | undefined): string {
  if (filter === undefined) return text;
  const classes = { D: '\\p{Nd}', A: '\\p{L}', d: '0-9', a: 'A-Za-z' };
  const kept = Object.entries(classes).flatMap(([letter, set]) => (filter.includes(letter) ? [set] : []));
  return kept.length === 0 ? '' : text.replace(new RegExp(`[^${kept.join('')}]`, 'gu'), '');
}
