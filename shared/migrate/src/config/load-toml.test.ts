import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError, problemLine } from '../errors.ts';
import { loadConfig, type ConfigSources } from './load-config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'load toml-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
};
interface Given extends Omit<Partial<ConfigSources>, 'settings'> {
  readonly flags?: Readonly<Record<string, string>>;
}
const load = ({ flags = {}, ...sources }: Given = {}) =>
  loadConfig({
    environment: {},
    workingDirectory: folder,
    settings: Object.entries(flags).map(([key, value]) => ({ key, value })),
    ...sources,
  });

function problemsOf(given: Given = {}): readonly string[] {
  try {
    load(given);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.map(problemLine);
    throw error;
  }
  return [];
}

const project = `id = "7f"
name = "shop"
databaseType = "MySql"
[environments.default]
url = "jdbc:mysql://default/shop"
user = "me"
password = "\${env.PW}"
[environments.prod]
url = "jdbc:mysql://prod/shop"
user = "me"
schemas = ["a", "b"]
connectRetries = 3
initSql = "SET @x = 1"
jdbcProperties = { connectTimeout = "2500" }
[environments.prod.flyway]
table = "of_prod"
[flyway]
locations = ["filesystem:sql", "filesystem:more"]
outOfOrder = true
table = "of_all"
[flyway.placeholders]
Owner = "toml"
`;

describe('flyway.toml', () => {
  it('gives the settings of [flyway] and of the default environment', () => {
    write('flyway.toml', project);
    expect(load({ environment: { PW: 's3cret' } })).toMatchObject({
      config: {
        connection: { host: 'default', user: 'me', password: 's3cret' },
        locations: [path.join(folder, 'sql'), path.join(folder, 'more')],
        outOfOrder: true,
        table: 'of_all',
        placeholders: { values: new Map([['owner', 'toml']]) },
      },
      warnings: [],
    });
  });

  it.each([
    ['a flag', { flags: { environment: 'prod' } }],
    ['a variable', { environment: { FLYWAY_ENVIRONMENT: 'prod' } }],
    ['a variable of the TOML form', { environment: { flyway_environment: 'prod' } }],
  ])('gives another environment by %s, its [flyway] settings first', (_how, given: Given) => {
    write('flyway.toml', project);
    expect(load(given).config).toMatchObject({
      connection: { host: 'prod', retries: 3, timeout: 2500 },
      schemas: ['a', 'b'],
      defaultSchema: 'a',
      initSql: 'SET @x = 1',
      table: 'of_prod',
    });
  });

  // All orders as seen with Flyway 11.8.2.
  it.each([
    [{}, 'default', 'of_all'],
    [{ environment: { environments_default_url: 'jdbc:mysql://var/shop', flyway_table: 'v' } }, 'var', 'v'],
    [
      { environment: { environments_default_url: 'jdbc:mysql://var/s', FLYWAY_URL: 'jdbc:mysql://VAR/s' } },
      'VAR',
      'of_all',
    ],
    [
      { environment: { FLYWAY_URL: 'jdbc:mysql://VAR/s' }, flags: { url: 'jdbc:mysql://flag/s' } },
      'flag',
      'of_all',
    ],
    [
      { flags: { 'environments.default.url': 'jdbc:mysql://scoped/s', url: 'jdbc:mysql://flag/s' } },
      'scoped',
      'of_all',
    ],
    [{ flags: { environment: 'prod', table: 'flag' } }, 'prod', 'of_prod'],
    [
      { flags: { 'environments.new.url': 'jdbc:mysql://new/s', environment: 'new', user: 'x' } },
      'new',
      'of_all',
    ],
    [{ flags: { environment: 'made', url: 'jdbc:mysql://made/s', user: 'x' } }, 'made', 'of_all'],
  ])('%j', ({ environment, flags }: Given, host, table) => {
    write('flyway.toml', project);
    const { config } = load({ environment: { PW: '', ...environment }, ...(flags && { flags }) });
    expect(config).toMatchObject({ connection: { host }, table });
  });

  it('is overridden by flyway.user.toml, and both by the files that are named', () => {
    write('flyway.toml', project);
    write('flyway.user.toml', '[flyway]\ntable = "user"\ntarget = 1.10');
    write('a.toml', '[flyway]\ntable = "a"');
    const environment = { PW: '' };
    expect(load({ environment }).config.table).toBe('user');
    const { config } = load({ environment, configFiles: ['a.toml'] });
    expect(config).toMatchObject({ table: 'a', target: { version: { text: '1.10' } } });
  });

  it('stands in for flyway.conf, unless a .conf file is named', () => {
    write('flyway.toml', project);
    write('flyway.conf', 'flyway.url=jdbc:mysql://conf/shop\nflyway.user=me\nflyway.table=conf');
    const toml = load({ environment: { PW: '' } });
    expect(toml.config.connection.host).toBe('default');
    expect(toml.warnings).toEqual(['flyway.conf is not read: TOML files take its place']);
    write('x.conf', 'flyway.table=x');
    const conf = load({ configFiles: ['x.conf'] });
    expect(conf.config).toMatchObject({ connection: { host: 'conf' }, table: 'x' });
    expect(conf.warnings).toEqual(['flyway.toml is not read: .conf files were named']);
  });

  it('warns of tables that are nobody’s, and passes over those of other programs', () => {
    write(
      'flyway.toml',
      `${project}[flywayDesktop]\na = 1\n[redgateCompare.x]\nb = 2\n[enviroments.x]\nurl = "x"\n`,
    );
    expect(load({ environment: { PW: '' } }).warnings).toEqual([
      'flyway.toml line 28 has no effect: settings stand in [flyway] and [environments.<name>]; did you mean environments?',
    ]);
  });

  it('names what belongs to paid editions', () => {
    write('flyway.toml', `${project}[flyway.check]\nbuildEnvironment = "b"\n`);
    expect(load({ environment: { PW: '' } }).warnings).toEqual([
      "flyway.check.buildEnvironment belongs to Flyway's paid editions and has no effect here (flyway.toml line 24)",
    ]);
  });
});

describe('bad input', () => {
  const toml = (text: string) => {
    write('flyway.toml', `[environments.default]\nurl = "jdbc:mysql://h/d"\nuser = "me"\n${text}`);
  };

  it('tells once of what does not belong into an environment', () => {
    toml('usr = "x"\ntable = "y"');
    expect(problemsOf()).toHaveLength(2);
  });

  it.each([
    [
      '[flyway]\ntabel = "x"',
      'flyway.toml:5: Unknown configuration property: flyway.tabel. Did you mean flyway.table?',
    ],
    ['[flyway]\noutOfOrder = "yes"', 'flyway.toml:5: flyway.outOfOrder must be true or false; it is "yes"'],
    [
      '[flyway]\nlocations = "filesystem:a"',
      'flyway.toml:5: flyway.locations must be an array, as in ["a", "b"]',
    ],
    [
      '[flyway]\nlocations = ["filesystem:a,b"]',
      'flyway.toml:5: flyway.locations must have no comma inside a part',
    ],
    ['[flyway]\ntable = ["a"]', 'flyway.toml:5: flyway.table must be one value, not an array'],
    ['schemas = "a,b"', 'flyway.toml:4: environments.default.schemas must be an array, as in ["a", "b"]'],
    [
      '[flyway]\nurl = "x"',
      'flyway.toml:5: flyway.url belongs into an environment: write url below [environments.default]',
    ],
    [
      'table = "x"',
      'flyway.toml:4: Unknown configuration property: environments.default.table. Write environments.default.flyway.table, or flyway.table for all environments.',
    ],
    [
      'usr = "x"',
      'flyway.toml:4: Unknown configuration property: environments.default.usr. Did you mean environments.default.user?',
    ],
    [
      '[environments.default.flyway]\ntabel = "x"',
      'flyway.toml:5: Unknown configuration property: environments.default.flyway.tabel. Did you mean environments.default.flyway.table?',
    ],
    [
      'connectRetries = "x"',
      'flyway.toml:4: environments.default.connectRetries must be a whole number from 0; it is "x"',
    ],
    [
      'password = "${env.NOPE}"',
      'flyway.toml:4: environments.default.password needs the environment variable ${NOPE}, which is not set',
    ],
    [
      'provisioner = "docker"',
      /^flyway\.toml:4: environments\.default\.provisioner belongs to Flyway's paid editions/,
    ],
    [
      '[environments]\nx = 1',
      'flyway.toml:5: environments.x is no setting: write [environments.<name>] with url and user below it',
    ],
    ['[flyway]\ntable = x', 'flyway.toml:5: not valid TOML, column 9: Unexpected character'],
  ])('%j', (text, expected) => {
    toml(text);
    expect(problemsOf().slice(0, 1)).toEqual([
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    ]);
  });

  it('an environment that is not there', () => {
    write('flyway.toml', project);
    expect(problemsOf({ flags: { environment: 'prd' } })[0]).toBe(
      "Environment 'prd' not found. Did you mean prod?",
    );
  });

  it.each([
    ['no TOML', '[flyway]\ntable = ', {}],
    ['an environment that is not there', project, { environment: 'prd' }],
  ])('%s, and nothing of what cannot be found for that reason', (_, text, flags) => {
    write('flyway.toml', text);
    expect(problemsOf({ flags })).toHaveLength(1);
  });

  it('TOML and .conf files together', () => {
    write('a.toml', project);
    write('b.conf', 'flyway.table=b');
    expect(problemsOf({ configFiles: ['a.toml', 'b.conf'] })[0]).toBe(
      'TOML and .conf files cannot be combined: a.toml, b.conf; name files of one kind',
    );
  });

  it('environments beside a .conf file', () => {
    write('flyway.conf', 'flyway.url=jdbc:mysql://h/d\nflyway.user=me');
    expect(problemsOf({ flags: { environment: 'x', 'environments.x.user': 'y' } })).toEqual([
      expect.stringMatching(
        /^-environment chooses an environment of flyway\.toml, and a \.conf file is read/,
      ),
      expect.stringMatching(/^-environments\.x\.user is of flyway\.toml, and a \.conf file is read/),
    ]);
  });

  it('a file that is not UTF-8', () => {
    writeFileSync(path.join(folder, 'flyway.toml'), Buffer.from('[flyway]\ntable = "\xe9"', 'latin1'));
    expect(problemsOf()[0]).toBe('flyway.toml: the file is not UTF-8 text');
  });
});

describe('configFileEncoding', () => {
  it.each([
    [{ configFileEncoding: 'ISO-8859-1' }],
    [{ configFileEncoding: 'UTF-8', environment: { FLYWAY_CONFIG_FILE_ENCODING: 'ISO-8859-1' } }],
  ])('%j reads .conf files', (given: Given) => {
    const text = 'flyway.url=jdbc:mysql://h/d\nflyway.user=me\nflyway.table=tä';
    writeFileSync(path.join(folder, 'flyway.conf'), Buffer.from(text, 'latin1'));
    expect(problemsOf()[0]).toBe('flyway.conf: the file is not utf-8 text');
    expect(load(given).config.table).toBe('tä');
  });
});
