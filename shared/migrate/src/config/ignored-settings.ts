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

const silent = (reason: string) => ({ kind: 'silent', reason }) as const;
const java = silent("is about Flyway's Java program");
const otherDatabases = silent('is about other databases');
const flag = silent('is for the command line');
const desktop = silent("is about Flyway's other programs");
const paid = { kind: 'warn', reason: "belongs to Flyway's paid editions and has no effect here" } as const;

/** Settings of Flyway, by name, that the engine does not honour. */
export const ignoredSettings: Readonly<Record<string, IgnoredSetting>> = {
  batch: silent('is about the speed of the Java driver'),
  communityDBSupportEnabled: otherDatabases,
  configFileEncoding: flag,
  configFiles: flag,
  configurations: java,
  displayName: desktop,
  driver: java,
  failOnMissingTarget: silent('is what a target without ? does'),
  jarDirs: java,
  kerberosConfigFile: otherDatabases,
  lockRetryCount: silent(
    'is not used by Flyway for MySQL and MariaDB, where it waits for ever; lockTimeout bounds the wait here',
  ),
  loggers: java,
  migrationResolvers: java,
  outputLogsInJson: java,
  outputProgress: java,
  outputType: flag,
  powershellExecutable: silent('is about migrations that are no SQL'),
  provisionMode: desktop,
  reportEnabled: {
    kind: 'warn',
    reason:
      "has no effect: Flyway's report file is not written. evidenceLocation leaves evidence of each run",
    default: 'false',
  },
  reportFilename: silent("is about Flyway's report file, which is not written"),
  resolvers: java,
  scriptPlaceholderPrefix: silent('is about migrations that are no SQL'),
  scriptPlaceholderSuffix: silent('is about migrations that are no SQL'),
  skipDefaultResolvers: {
    kind: 'refuse',
    reason: 'leaves Flyway with Java migrations only; there are none here. Leave it out',
    default: 'false',
  },
  stream: silent('belongs to the paid editions and is about memory only'),
  tablespace: otherDatabases,

  callbacks: { kind: 'warn', reason: 'names Java classes and has no effect: callbacks are SQL files here' },
  cleanOnValidationError: {
    kind: 'refuse',
    reason: 'was removed from Flyway, which stops at it too. Leave it out',
    default: 'false',
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

/** The same of `<family>.<name>`. */
export const ignoredFamilies: Readonly<Record<string, IgnoredSetting>> = {
  'environments.': {
    kind: 'refuse',
    reason: 'is of flyway.toml, and a .conf file is read here. Name the files to read by -configFiles=',
  },
  'add.': desktop,
  'clickhouse.': otherDatabases,
  'db2z.': otherDatabases,
  'init.': desktop,
  'oracle.': otherDatabases,
  'plugins.': java,
  'postgresql.': otherDatabases,
  'sqlserver.': otherDatabases,
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
