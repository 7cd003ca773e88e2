import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '../config/config.ts';
import { variableOfSetting, type Environment } from '../config/environment.ts';
import { readEnvFile, type ConfigSources } from '../config/load-config.ts';
import { splitList } from '../config/setting.ts';
import { findSetting } from '../config/settings.ts';
import { jdbcUrl } from './jdbc-url.ts';

/** What was asked for, beside the configuration's sources. */
export interface Request {
  readonly commands: readonly string[];
  readonly outputType: 'text' | 'json' | 'sarif';
  readonly verbosity: 'normal' | 'debug' | 'quiet' | 'ids';
  readonly hasColors: boolean;
}

/** Flyway's command line and the environment it is started with. */
export interface Invocation {
  readonly args: readonly string[];
  readonly environment: Environment;
}

/**
 * Puts the command line together. User, password and every other setting that may hold a secret go by the
 * environment, which only the same account can read; flags that Flyway does not know are left out.
 */
export function invocationOf(request: Request, sources: ConfigSources, config: Config): Invocation {
  const flags = new Map(
    (sources.settings ?? [])
      .filter(({ key }) => !findSetting(key)?.extension)
      .map(({ key, value }) => [key, value]),
  );
  const secrets = [...flags].filter(([key]) => isSecret(key));
  const { configFiles = [] } = sources;
  return {
    args: [
      '-skipCheckForUpdate',
      ...verbosityFlags[request.verbosity],
      ...(request.outputType === 'json' ? ['-outputType=json'] : []),
      ...(request.hasColors && request.outputType === 'text' ? ['-color=always'] : []),
      ...(sources.configFileEncoding === undefined
        ? []
        : [`-configFileEncoding=${sources.configFileEncoding}`]),
      ...(configFiles.length > 0 ? [`-configFiles=${configFiles.join(',')}`] : []),
      ...[...flags].filter(([key]) => !isSecret(key)).map(([key, value]) => `-${key}=${value}`),
      ...request.commands,
    ],
    environment: {
      REDGATE_DISABLE_TELEMETRY: 'true',
      ...withUtf8(childVariables(sources)),
      ...Object.fromEntries(secrets.map(([key, value]) => [variableOfSetting(settingOf(key)), value])),
      FLYWAY_URL: jdbcUrl(config.connection),
      FLYWAY_USER: config.connection.user,
      FLYWAY_PASSWORD: config.connection.password,
    },
  };
}

/** Java takes a variable that is not ASCII, and writes its output, by the locale; without any that is ASCII. */
function withUtf8(variables: Environment): Environment {
  const hasLocale = ['LC_ALL', 'LC_CTYPE', 'LANG'].some((name) => variables[name]);
  return hasLocale ? variables : { ...variables, LC_ALL: 'C.UTF-8' };
}

const verbosityFlags = { normal: [], debug: ['-X'], quiet: ['-q'], ids: ['-migrationIds'] } as const;

/** `-user=` is none, but it goes the way of the password. */
function isSecret(key: string): boolean {
  const name = settingOf(key);
  return name === 'user' || findSetting(name)?.secret === true;
}

/** A flag may be meant for one environment of `flyway.toml`: the one that was chosen, when it has an effect. */
function settingOf(key: string): string {
  return key.replace(/^environments\.[^.]+\./, '');
}

/**
 * The environment with the variables of `-envFile=`. Flyway puts the value of `${NAME}` into the text of a `.conf`
 * file before it reads the lines, so that a backslash is lost and `\u` ends the run: those that the files name are
 * written as such a file needs them.
 */
function childVariables(sources: ConfigSources): Environment {
  const folder = path.resolve(sources.workingDirectory);
  const variables = { ...readEnvFile(sources.envFile, folder).variables, ...sources.environment };
  const texts = confFiles(sources, variables)
    .map((file) => path.resolve(folder, file))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'));
  const named = new Set(
    texts.flatMap((text) => [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name)),
  );
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      value !== undefined && named.has(name) ? propertyText(value) : value,
    ]),
  );
}

function confFiles({ configFiles = [] }: ConfigSources, variables: Environment): readonly string[] {
  const byVariable = splitList(variables['FLYWAY_CONFIG_FILES'] ?? '');
  return ['flyway.conf', ...byVariable, ...configFiles].filter((file) => !file.endsWith('.toml'));
}

/** A value as it is written in a properties file. */
function propertyText(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replace(/^[ \t\f]/, '\\$&');
}
