/** What becomes of a setting of Flyway that the engine does not honour. */
export interface IgnoredSetting {
  /**
   * - `silent`: it has no meaning for this engine (Java, other databases); accepted without a word
   * - `warn`: accepted, and said to have no effect
   * - `refuse`: going on without it would do something else than was asked
   */
  readonly kind: 'silent' | 'warn' | 'refuse';
  /** End of the sentence `flyway.x …`. */
  readonly reason: string;
  /** Flyway's default: writing it down changes nothing, so nothing is said. */
  readonly default?: string;
}

/** The ignored setting, or one of an ignored family such as `vault.*`, of this name. */
export function findIgnoredSetting(name: string): IgnoredSetting | undefined {
  if (Object.hasOwn(ignoredSettings, name)) return ignoredSettings[name];
  const family = name.slice(0, name.indexOf('.') + 1);
  return Object.hasOwn(ignoredFamilies, family) ? ignoredFamilies[family] : undefined;
}

/** What to write instead of a setting that Flyway itself has dropped. */
export const replacedSettings: Readonly<Record<string, string>> = {
  ignoreMissingMigrations: 'ignoreMigrationPatterns=*:missing',
  ignoreIgnoredMigrations: 'ignoreMigrationPatterns=*:ignored',
  ignorePendingMigrations: 'ignoreMigrationPatterns=*:pending',
  ignoreFutureMigrations: 'ignoreMigrationPatterns=*:future',
  sqlMigrationSuffix: 'sqlMigrationSuffixes',
};

const silent = { kind: 'silent', reason: 'has no meaning for this engine' } as const;
const paid = { kind: 'warn', reason: "belongs to Flyway's paid editions and has no effect here" } as const;

const ignoredSettings: Readonly<Record<string, IgnoredSetting>> = {
  batch: silent,
  communityDBSupportEnabled: silent,
  configFileEncoding: silent,
  configFiles: silent,
  configurations: silent,
  driver: silent,
  jarDirs: silent,
  kerberosConfigFile: silent,
  loggers: silent,
  migrationResolvers: silent,
  outputLogsInJson: silent,
  outputProgress: silent,
  outputType: silent,
  powershellExecutable: silent,
  provisionMode: silent,
  reportEnabled: { kind: 'warn', reason: 'has no effect: no report file is written', default: 'false' },
  reportFilename: silent,
  resolvers: silent,
  scriptPlaceholderPrefix: silent,
  scriptPlaceholderSuffix: silent,
  skipDefaultResolvers: silent,
  stream: silent,
  tablespace: silent,

  callbacks: { kind: 'warn', reason: 'names Java classes and has no effect: callbacks are SQL files here' },
  callbackLocations: { kind: 'warn', reason: 'has no effect: callbacks are looked for in flyway.locations' },
  cleanOnValidationError: {
    kind: 'refuse',
    reason: 'was removed from Flyway, which stops at it too. Leave it out',
    default: 'false',
  },
  lockRetryCount: { kind: 'warn', reason: 'has no effect: flyway.lockTimeout (seconds) bounds the wait' },
  outputQueryResults: {
    kind: 'warn',
    reason: 'has no effect: query results are not printed',
    default: 'true',
  },

  checkDriftOnMigrate: { ...paid, default: 'false' },
  email: paid,
  errorOverrides: paid,
  licenseKey: paid,
  pipelineId: paid,
  publishResult: { ...paid, default: 'false' },
  schemaModelLocation: paid,
  schemaModelSchemas: paid,
  token: paid,

  cherryPick: {
    kind: 'refuse',
    reason: "belongs to Flyway's paid editions; without it every pending migration would run. Leave it out",
  },
  displayName: silent,
  provisioner: {
    kind: 'refuse',
    reason: "belongs to Flyway's paid editions; without it another database may be migrated. Leave it out",
    default: 'none',
  },
  environment: {
    kind: 'refuse',
    reason:
      'chooses an environment of flyway.toml, and a .conf file is read here. Name the files to read by -configFiles=',
    default: 'default',
  },
};

const ignoredFamilies: Readonly<Record<string, IgnoredSetting>> = {
  'environments.': {
    kind: 'refuse',
    reason: 'is of flyway.toml, and a .conf file is read here. Name the files to read by -configFiles=',
  },
  'add.': silent,
  'clickhouse.': silent,
  'db2z.': silent,
  'init.': silent,
  'oracle.': silent,
  'plugins.': silent,
  'postgresql.': silent,
  'sqlserver.': silent,
  'azureKeyVault.': paid,
  'check.': paid,
  'dapr.': paid,
  'deploy.': paid,
  'diff.': paid,
  'diffText.': paid,
  'gcsm.': paid,
  'generate.': paid,
  'model.': paid,
  'prepare.': paid,
  'resolvers.': paid,
  'snapshot.': paid,
  'tags.': paid,
  'undo.': paid,
  'vault.': paid,
};
