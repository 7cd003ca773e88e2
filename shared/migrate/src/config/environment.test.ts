import { expect, it } from 'vitest';
import { environmentEntries, variableOfSetting } from './environment.ts';

it.each([
  ['FLYWAY_URL', 'url'],
  ['FLYWAY_OUT_OF_ORDER', 'outOfOrder'],
  ['FLYWAY_CONNECT_RETRIES_INTERVAL', 'connectRetriesInterval'],
  ['FLYWAY_REPEATABLE_SQL_MIGRATION_PREFIX', 'repeatableSqlMigrationPrefix'],
  ['FLYWAY_LOCK_TIMEOUT', 'lockTimeout'],
  ['FLYWAY_DRYRUN_OUTPUT', 'dryRunOutput'],
  ['FLYWAY_PLACEHOLDERS_TABLE_OWNER', 'placeholders.table_owner'],
  ['FLYWAY_JDBC_PROPERTIES_SSLMODE', 'jdbcProperties.sslmode'],
])('%s sets %s', (variable, key) => {
  expect(environmentEntries({ [variable]: '1' })).toEqual([
    { key, value: '1', origin: { kind: 'environment', variable } },
  ]);
});

it.each(['FLYWAY_HOME', 'FLYWAY_TABEL', 'FLYWAY_CONFIRM', 'FLYWAY_CONFIG_FILES', 'flyway_table', 'PATH'])(
  '%s sets nothing',
  (variable) => {
    expect(environmentEntries({ [variable]: '1' })).toEqual([]);
  },
);

it('an empty variable is set, an absent one is not', () => {
  expect(environmentEntries({ FLYWAY_PASSWORD: '', FLYWAY_USER: undefined })).toMatchObject([
    { key: 'password', value: '' },
  ]);
});

it('names the variable of a setting', () => {
  expect(variableOfSetting('baselineOnMigrate')).toBe('FLYWAY_BASELINE_ON_MIGRATE');
});
