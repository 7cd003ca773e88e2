import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../errors.ts';
import { buildConfig, type LoadedConfig } from './build-config.ts';
import { parseConfFile } from './conf-file.ts';
import { environmentEntries } from './environment.ts';

interface Sources {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly flags?: Readonly<Record<string, string>>;
}

function build({ files = {}, environment = {}, flags = {} }: Sources): LoadedConfig {
  return buildConfig({
    entries: [
      ...Object.entries(files).flatMap(([file, text]) => parseConfFile(text, file, environment).entries),
      ...environmentEntries(environment),
      ...Object.entries(flags).map(([key, value]) => ({ key, value, origin: { kind: 'flag' as const } })),
    ],
    workingDirectory: '/srv/shop',
    readCertificate: (file) => {
      if (file === 'ca.pem') return '-----BEGIN CERTIFICATE-----\n';
      if (file === 'ca.txt') return 'no certificate';
      throw Object.assign(new Error('gone'), { code: 'ENOENT' });
    },
  });
}

function problemsOf(sources: Sources): ConfigurationError['problems'] {
  try {
    build(sources);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const messagesOf = (sources: Sources) => problemsOf(sources).map(({ message }) => message);
const login = { url: 'mysql://db/shop', user: 'me' };

describe('buildConfig', () => {
  it('makes a whole configuration of a URL and a user', () => {
    expect(build({ flags: login })).toEqual({
      config: {
        connection: {
          url: 'mysql://db/shop',
          host: 'db',
          port: 3306,
          user: 'me',
          password: '',
          database: 'shop',
          tls: { mode: 'PREFERRED' },
          retries: 0,
          retryInterval: 120,
          timeout: 10_000,
          waits: {
            answerTimeout: 30,
            queryTimeout: 120,
            statementTimeout: 0,
            lockWaitTimeout: 10,
            lockWaitRetries: 5,
          },
        },
        defaultSchema: 'shop',
        schemas: ['shop'],
        createSchemas: true,
        environmentName: 'default',
        workingDirectory: '/srv/shop',
        table: 'flyway_schema_history',
        locations: ['/srv/shop/sql'],
        failOnMissingLocations: false,
        callbackLocations: [],
        outputQueryResults: true,
        encoding: 'utf-8',
        prefixes: {
          versioned: 'V',
          undo: 'U',
          repeatable: 'R',
          baseline: 'B',
          separator: '__',
          suffixes: ['.sql'],
        },
        placeholders: { replacement: true, prefix: '${', suffix: '}', separator: ':', values: new Map() },
        baselineVersion: { text: '1', raw: '1', parts: [1n] },
        baselineDescription: '<< Flyway Baseline >>',
        baselineOnMigrate: false,
        validateOnMigrate: true,
        validateMigrationNaming: false,
        outOfOrder: false,
        target: { kind: 'latest' },
        executeInTransaction: true,
        group: false,
        mixed: false,
        cleanDisabled: true,
        skipDefaultCallbacks: false,
        skipExecutingMigrations: false,
        ignoreMigrationPatterns: [{ category: '*', state: 'future' }],
        infoFilter: { states: [] },
        lockTimeout: 60,
        engine: { name: 'native', timeout: 0, install: true },
        environment: 'other',
        evidence: { kind: 'none' },
        deployment: {},
        planHash: [],
        confirm: [],
      },
      warnings: [],
    });
  });

  it.each([
    [{}, 'flyway_schema_history'],
    [{ files: { a: 'flyway.table=one\nflyway.table=two' } }, 'two'],
    [{ files: { a: 'flyway.table=one', b: 'flyway.table=two' } }, 'two'],
    [{ files: { a: 'flyway.table=one' }, environment: { FLYWAY_TABLE: 'env' } }, 'env'],
    [
      { files: { a: 'flyway.table=one' }, environment: { FLYWAY_TABLE: 'env' }, flags: { table: 'flag' } },
      'flag',
    ],
  ])('defaults < files in order < environment < flags: %j', (sources: Sources, table) => {
    expect(build({ ...sources, flags: { ...login, ...sources.flags } }).config.table).toBe(table);
  });

  it('keeps placeholders under lower-case names, from all sources', () => {
    const { config } = build({
      files: { a: 'flyway.placeholders.Owner=file\nflyway.placeholders.a=1' },
      environment: { FLYWAY_PLACEHOLDERS_OWNER: 'env' },
      flags: { ...login, 'placeholders.B': '2' },
    });
    expect(Object.fromEntries(config.placeholders.values)).toEqual({ owner: 'env', a: '1', b: '2' });
  });

  it('refuses placeholders whose names are kept for built-in ones', () => {
    const sources = (separator: string) => ({
      flags: { ...login, 'placeholders.Flyway:x': '1', placeholderSeparator: separator },
    });
    expect(messagesOf(sources(':'))).toEqual([
      '-placeholders.Flyway:x: names that begin with flyway: are kept for built-in placeholders; choose another',
    ]);
    expect(problemsOf(sources('_'))).toEqual([]);
  });

  it('lets user and password settings win over those of the URL', () => {
    const url = 'mysql://one:pw1@db/shop';
    expect(build({ flags: { url } }).config.connection).toMatchObject({ user: 'one', password: 'pw1' });
    expect(build({ flags: { url, user: 'two', password: 'pw2' } }).config.connection).toMatchObject({
      user: 'two',
      password: 'pw2',
    });
  });

  it.each([
    [{}, 'shop', ['shop']],
    [{ defaultSchema: 'a' }, 'a', ['a']],
    [{ schemas: 'b,c' }, 'b', ['b', 'c']],
    [{ schemas: 'b,c', defaultSchema: 'c' }, 'c', ['b', 'c']],
    [{ schemas: 'b,c', defaultSchema: 'a' }, 'a', ['a', 'b', 'c']],
  ])('chooses the schemas of %j as Flyway does', (flags, defaultSchema, schemas) => {
    expect(build({ flags: { ...login, ...flags } }).config).toMatchObject({ defaultSchema, schemas });
  });

  it('reads the certificate authority', () => {
    const { config } = build({ flags: { ...login, url: 'mysql://db/shop?sslMode=VERIFY_CA&sslCa=ca.pem' } });
    expect(config.connection.tls).toEqual({
      mode: 'VERIFY_CA',
      certificateAuthority: '-----BEGIN CERTIFICATE-----\n',
    });
  });

  it.each([
    [{ files: { a: 'flyway.placeholders.environment=production' } }, 'production'],
    [{ files: { a: 'flyway.placeholders.Environment= Production' } }, 'production'],
    [{ files: { a: 'flyway.placeholders.environment=development' } }, 'other'],
    [
      {
        files: {
          a: 'flyway.placeholders.environment=production',
          b: 'flyway.placeholders.environment=development',
        },
      },
      'other',
    ],
    [{ environment: { FLYWAY_PLACEHOLDERS_ENVIRONMENT: 'production' } }, 'production'],
    [
      {
        files: { a: 'flyway.placeholders.environment=production' },
        environment: { FLYWAY_PLACEHOLDERS_ENVIRONMENT: 'development' },
      },
      'production',
    ],
    [
      {
        files: { a: 'flyway.placeholders.environment=production' },
        flags: { 'placeholders.environment': 'x' },
      },
      'production',
    ],
  ] as const)('%j is %s', (sources: Sources, environment) => {
    expect(build({ ...sources, flags: { ...login, ...sources.flags } }).config.environment).toBe(environment);
  });

  it('warns, with the place, about what has no effect', () => {
    const { warnings } = build({
      files: { 'flyway.conf': '\nflyway.licenseKey=s3cret' },
      flags: { ...login, url: 'mysql://db/shop?frob=1' },
    });
    expect(warnings).toEqual([
      "flyway.licenseKey belongs to Flyway's paid editions and has no effect here (flyway.conf line 2)",
      '-url: the URL parameter frob is unknown and has no effect',
    ]);
  });
});

describe('bad input', () => {
  it('names variable, file and line of an unset variable, and nothing that follows from it', () => {
    const text =
      'flyway.url=jdbc:mysql://${DB_HOST}/${DB_NAME}\r\n# ${NOPE}\r\nflyway.user=${DB_USER}\r\nflyway.password=${DB_PASSWORD}\r\n';
    expect(problemsOf({ files: { 'flyway.conf': text }, environment: { DB_PASSWORD: '' } })).toEqual([
      {
        message: 'flyway.url needs the environment variables ${DB_HOST} and ${DB_NAME}, which are not set',
        file: 'flyway.conf',
        line: 1,
      },
      {
        message: 'flyway.user needs the environment variable ${DB_USER}, which is not set',
        file: 'flyway.conf',
        line: 3,
      },
    ]);
  });

  it('lets an unset variable or a bad value pass where a later source replaces it', () => {
    const files = { a: 'flyway.url=${NOPE}\nflyway.outOfOrder=yes', b: 'flyway.outOfOrder=true' };
    expect(build({ files, flags: login }).config.outOfOrder).toBe(true);
  });

  it('reports everything at once, by source and line', () => {
    expect(
      messagesOf({
        files: {
          'flyway.conf':
            '\uFEFFflyway.url=jdbc:postgresql://h/d\nflyway.foo=1\nflyway.tabel=1\nflyway.outOfOrder=yes',
          'flyway-dev.conf': 'flyway.locations=classpath:db',
        },
        environment: { FLYWAY_BASELINE_VERSION: 'one' },
        flags: { user: 'me', connectRetries: 'x' },
      }),
    ).toEqual([
      'flyway.url: "postgresql" is not supported: only MySQL and MariaDB are; expected jdbc:mysql://host:port/database or jdbc:mariadb://host:port/database',
      expect.stringMatching(/^Unknown configuration property: flyway\.foo\./),
      'Unknown configuration property: flyway.tabel. Did you mean flyway.table?',
      'flyway.outOfOrder must be true or false; it is "yes"',
      'flyway.locations: "classpath:db" is in Java\'s class path, which only Flyway reads; write filesystem:db',
      'FLYWAY_BASELINE_VERSION must be numbers with dots, as in 1 or 2.10.3; it is "one"',
      '-connectRetries must be a whole number from 0; it is "x"',
    ]);
  });

  it.each([
    [{ flags: {} }, /^No database: set flyway\.url=.* FLYWAY_URL .* -url=$/],
    [{ files: { a: 'flyway.url=' } }, /^No database/],
    [{ flags: { url: 'mysql://db/shop' } }, /^No user: set flyway\.user=.* FLYWAY_USER .* -user=$/],
    [{ flags: { url: 'mysql://db', user: 'me' } }, /^No schema: name the database in the URL/],
    [
      { flags: { ...login, url: 'mysql://db/shop?sslCa=no.pem' } },
      /^The certificate authority no\.pem cannot be read \(ENOENT\); expected a PEM file$/,
    ],
    [
      { flags: { ...login, url: 'mysql://db/shop?sslCa=ca.txt' } },
      /^The certificate authority ca\.txt is not a PEM file$/,
    ],
    [{ files: { a: 'flyway.confirm=shop' }, flags: login }, /^flyway\.confirm is for the command line only;/],
  ])('%j is one problem', (sources: Sources, message) => {
    expect(messagesOf(sources)).toEqual([expect.stringMatching(message)]);
  });

  it('never shows a password of a URL', () => {
    const messages = messagesOf({
      environment: { FLYWAY_URL: 'mysql://me:s3cret@db:x/shop?password=s3cret&useSSL=s3cret' },
    });
    expect(messages).toEqual([
      'FLYWAY_URL: the port must be a number from 1 to 65535 (value hidden, 57 characters)',
      'FLYWAY_URL: the URL parameter useSSL must be true or false',
    ]);
  });
});
