import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildConfig, type LoadedConfig } from './build-config.ts';
import type { Config } from './config.ts';
import type { SettingEntry } from './entry.ts';
import type { SettingOptions } from './settings.ts';

/** Flyway's settings under their own names, typed; `settings` tells what each one does and its default. */
export interface FlywayOptions extends SettingOptions {
  /** Values of `${name}` in scripts; names count in any case. */
  readonly placeholders?: Readonly<Record<string, string>> | undefined;
  /** Parameters of the connection that are not in the URL. */
  readonly jdbcProperties?: Readonly<Record<string, string>> | undefined;
  /** What relative locations and files start from; default: the working directory of the process. */
  readonly workingDirectory?: string | undefined;
}

/**
 * Makes a `Config` of options, without any file or variable:
 * `resolveConfig({ url: 'mysql://localhost/shop', user, password, locations: ['filesystem:migrations'] })`.
 *
 * @throws ConfigurationError with every problem at once
 */
export function resolveConfig(options: FlywayOptions): Config {
  return resolveConfigWithWarnings(options).config;
}

/** Like {@link resolveConfig}, and tells what of the options has no effect. */
export function resolveConfigWithWarnings(options: FlywayOptions): LoadedConfig {
  const { placeholders, jdbcProperties, workingDirectory, ...rest } = options;
  const base = path.resolve(workingDirectory ?? '');
  return buildConfig({
    entries: [
      ...Object.entries(rest).flatMap(([key, value]) => (value === undefined ? [] : [entryOf(key, value)])),
      ...familyEntries('placeholders', placeholders),
      ...familyEntries('jdbcProperties', jdbcProperties),
    ],
    workingDirectory: base,
    readCertificate: (file) => readFileSync(path.resolve(base, file), 'utf8'),
  });
}

/** Callers without types may give names and values of any kind; the table judges their text. */
function entryOf(key: string, value: unknown): SettingEntry {
  return { key, value: Array.isArray(value) ? value.join(',') : String(value), origin: { kind: 'option' } };
}

function familyEntries(
  family: string,
  values: Readonly<Record<string, string>> = {},
): readonly SettingEntry[] {
  return Object.entries(values).map(([name, value]) => ({
    key: `${family}.${name}`,
    value,
    origin: { kind: 'option' },
  }));
}
