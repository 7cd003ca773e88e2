import type { Config, ConnectionConfig, TlsConfig } from './config.ts';
import { place, writtenName, type EntryProblem, type SettingEntry } from './entry.ts';
import { variableOfSetting } from './environment.ts';
import type { ReadSettings } from './read-settings.ts';
import type { SettingName } from './settings.ts';
import { parseUrl, type DatabaseUrl } from './url.ts';

/** Server and schemas; `built` is there when nothing is wrong. */
export interface BuiltConnection {
  readonly built?: Pick<Config, 'connection' | 'defaultSchema' | 'schemas'>;
  readonly problems: readonly EntryProblem[];
  readonly warnings: readonly string[];
}

/** Brings URL, user, password and schemas together. `user` and `password` settings win over those of the URL. */
export function buildConnection(
  read: ReadSettings,
  readCertificate: (file: string) => string,
): BuiltConnection {
  const parsed = readUrl(read);
  if ('problems' in parsed) return { problems: parsed.problems, warnings: [] };
  const { url, warnings } = parsed;
  const user = read.values.user || url.user;
  const schema = read.values.defaultSchema || (read.values.schemas[0] ?? url.database);
  const tls = readTls(url, parsed.entry, readCertificate);
  const problems: EntryProblem[] = [];
  if (!user && !isUnset(read, 'user'))
    problems.push({ message: `No user: set ${waysToSet('user', '<name>')}` });
  if (!schema && !isUnset(read, 'defaultSchema')) {
    problems.push({
      message: `No schema: name the database in the URL, or set ${waysToSet('defaultSchema', '<name>')}`,
    });
  }
  if ('problem' in tls) problems.push(tls.problem);
  if (!user || !schema || 'problem' in tls) return { problems, warnings };
  const schemas = read.values.schemas.includes(schema)
    ? read.values.schemas
    : [schema, ...read.values.schemas];
  const built = { connection: connectionOf(read, url, user, tls), defaultSchema: schema, schemas };
  return { built, problems, warnings };
}

interface ReadUrl {
  readonly url: DatabaseUrl;
  readonly entry: SettingEntry;
  readonly warnings: readonly string[];
}

function readUrl(read: ReadSettings): ReadUrl | { readonly problems: readonly EntryProblem[] } {
  const entry = read.winners.get('url');
  if (entry?.unsetVariables) return { problems: [] };
  if (!entry || !read.values.url) {
    return {
      problems: [{ message: `No database: set ${waysToSet('url', 'jdbc:mysql://host:3306/database')}` }],
    };
  }
  const sentence = (part: string) => `${writtenName(entry)}: ${part}`;
  const parsed = parseUrl(read.values.url, read.jdbcProperties);
  if ('problems' in parsed)
    return { problems: parsed.problems.map((part) => ({ entry, message: sentence(part) })) };
  return {
    url: parsed.url,
    entry,
    warnings: parsed.warnings.map((part) => `${sentence(part)}${place(entry.origin)}`),
  };
}

function readTls(
  { tlsMode: mode, certificateAuthority: authority }: DatabaseUrl,
  entry: SettingEntry,
  readCertificate: (file: string) => string,
): TlsConfig | { readonly problem: EntryProblem } {
  if (!authority) return { mode };
  if ('pem' in authority) return { mode, certificateAuthority: authority.pem };
  const { file } = authority;
  try {
    const certificateAuthority = readCertificate(file);
    if (certificateAuthority.includes('-----BEGIN')) return { mode, certificateAuthority };
    return {
      problem: {
        entry,
        message: `The certificate authority ${file} is not a PEM file`,
      },
    };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const message = `The certificate authority ${file} cannot be read (${code}); expected a PEM file`;
    return { problem: { entry, message } };
  }
}

function connectionOf(
  { values }: ReadSettings,
  url: DatabaseUrl,
  user: string,
  tls: TlsConfig,
): ConnectionConfig {
  return {
    url: values.url ?? '',
    host: url.host,
    port: url.port,
    ...(url.socketPath === undefined ? {} : { socketPath: url.socketPath }),
    user,
    password: values.password || (url.password ?? ''),
    ...(url.database === undefined ? {} : { database: url.database }),
    tls,
    retries: values.connectRetries,
    retryInterval: values.connectRetriesInterval,
    timeout: url.timeout ?? 10_000,
    waits: {
      answerTimeout: values.answerTimeout,
      queryTimeout: values.queryTimeout,
      statementTimeout: values.statementTimeout,
      lockWaitTimeout: values.lockWaitTimeout,
      lockWaitRetries: values.lockWaitRetries,
    },
    ...(url.sessionVariables === undefined ? {} : { sessionVariables: url.sessionVariables }),
  };
}

/** Its unset variable is a problem already. */
function isUnset(read: ReadSettings, name: SettingName): boolean {
  return read.winners.get(name)?.unsetVariables !== undefined;
}

function waysToSet(name: SettingName, value: string): string {
  return `flyway.${name}=${value} in a .conf file, ${variableOfSetting(name)} in the environment, or the flag -${name}=`;
}
