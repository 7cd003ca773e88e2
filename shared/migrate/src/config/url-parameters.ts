import { decode } from './decode.ts';

/** Parameters that have an effect, under one name each, whatever the driver calls them. */
const parameterNames = [
  'user',
  'password',
  'socket',
  'connectTimeout',
  'sessionVariables',
  'sslMode',
  'useSsl',
  'requireSsl',
  'verifyServerCertificate',
  'trustServerCertificate',
  'disableSslHostnameVerification',
  'certificateAuthority',
  'keyStore',
] as const;

type UrlParameter = (typeof parameterNames)[number];

/** Values of the parameters that were given and are not empty. */
export type UrlParameters = Readonly<Partial<Record<UrlParameter, string>>>;

/** What the query part of a URL says. */
export interface ReadParameters {
  readonly values: UrlParameters;
  readonly warnings: readonly string[];
  readonly problems: readonly string[];
}

/**
 * Reads `a=b&c=d`. Names count in any case, as in MySQL's driver. Parameters that change nothing here are passed over;
 * unknown ones become a warning.
 */
export function readParameters(query: string, more: Readonly<Record<string, string>>): ReadParameters {
  const given = [...Object.entries(more), ...splitQuery(query)];
  const values: Partial<Record<UrlParameter, string>> = {};
  const warnings: string[] = [];
  let passwordSeen = false;
  for (const [name, value] of given) {
    const known = aliases.get(name.toLowerCase());
    if (known) {
      if (value !== '') values[known] = value;
      passwordSeen ||= known === 'password';
    } else if (!withoutEffect.has(name.toLowerCase())) {
      warnings.push(describeUnknown(name, passwordSeen));
    }
  }
  return { values, warnings, problems: problemsOf(values) };
}

function splitQuery(query: string): readonly (readonly [string, string])[] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0 ? [part, ''] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
}

/** Behind a password, the "name" may be the rest of it, torn off by an & inside. */
function describeUnknown(name: string, passwordSeen: boolean): string {
  return passwordSeen || !/^[a-z][\w.-]*$/i.test(name)
    ? 'a parameter of the URL is unknown and has no effect (its name is hidden: it may be a part of the password, in which & is written %26)'
    : `the URL parameter ${name} is unknown and has no effect`;
}

function problemsOf(values: UrlParameters): readonly string[] {
  const { connectTimeout } = values;
  const flags = parameterNames.filter(
    (name) => flagNames.has(name) && values[name] !== undefined && !/^(true|false|1|0)$/i.test(values[name]),
  );
  return [
    ...flags.map((name) => `the URL parameter ${displayNames[name] ?? name} must be true or false`),
    ...(connectTimeout !== undefined && !/^\d{1,9}$/.test(connectTimeout)
      ? ['the URL parameter connectTimeout must be a number of milliseconds']
      : []),
  ];
}

const flagNames: ReadonlySet<string> = new Set([
  'useSsl',
  'requireSsl',
  'verifyServerCertificate',
  'trustServerCertificate',
  'disableSslHostnameVerification',
]);

const displayNames: Partial<Record<UrlParameter, string>> = { useSsl: 'useSSL', requireSsl: 'requireSSL' };

const aliases: ReadonlyMap<string, UrlParameter> = new Map([
  ...parameterNames.map((name) => [name.toLowerCase(), name] as const),
  ['username', 'user'],
  ['localsocket', 'socket'],
  ['socketpath', 'socket'],
  ['unixsocket', 'socket'],
  ['ssl-mode', 'sslMode'],
  ['ssl', 'useSsl'],
  ['serversslcert', 'certificateAuthority'],
  ['sslca', 'certificateAuthority'],
  ['ssl-ca', 'certificateAuthority'],
  ['truststore', 'keyStore'],
  ['trustcertificatekeystoreurl', 'keyStore'],
]);

/** Parameters of the drivers that concern Java, pools, or what the engine decides by itself. */
const withoutEffect: ReadonlySet<string> = new Set(
  [
    'allowPublicKeyRetrieval',
    'allowMultiQueries',
    'autoReconnect',
    'cachePrepStmts',
    'cacheServerConfiguration',
    'cacheResultSetMetadata',
    'characterEncoding',
    'connectionCollation',
    'connectionTimeZone',
    'createDatabaseIfNotExist',
    'dumpQueriesOnException',
    'elideSetAutoCommits',
    'failOverReadOnly',
    'keyStoreType',
    'maintainTimeStats',
    'maxReconnects',
    'noAccessToProcedureBodies',
    'nullCatalogMeansCurrent',
    'nullDatabaseMeansCurrent',
    'permitMysqlScheme',
    'prepStmtCacheSize',
    'prepStmtCacheSqlLimit',
    'rewriteBatchedStatements',
    'serverTimezone',
    'tcpKeepAlive',
    'tcpNoDelay',
    'tinyInt1isBit',
    'transformedBitIsBoolean',
    'trustCertificateKeyStorePassword',
    'trustCertificateKeyStoreType',
    'trustStorePassword',
    'trustStoreType',
    'useBulkStmts',
    'useCompression',
    'useInformationSchema',
    'useLegacyDatetimeCode',
    'useJDBCCompliantTimezoneShift',
    'useLocalSessionState',
    'useServerPrepStmts',
    'useUnicode',
    'useMysqlMetadata',
    'yearIsDateType',
    'zeroDateTimeBehavior',
  ].map((name) => name.toLowerCase()),
);
