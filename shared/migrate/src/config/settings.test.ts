import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest.ts';
import { readSettings } from './read-settings.ts';
import { settings, type AnySetting } from './settings.ts';

const flag = (key: string, value: string) => readSettings([{ key, value, origin: { kind: 'flag' } }]);
const problemsOf = (key: string, value: string) => flag(key, value).problems.map(({ message }) => message);

describe('the table', () => {
  it('has a description of one line for every setting', () => {
    for (const [name, { description }] of Object.entries<AnySetting>(settings)) {
      expect(description, name).toMatch(/^[A-Z][^\n]{8,100}$/);
    }
  });

  it("has Flyway's defaults", () => {
    expect(readSettings([]).values).toMatchObject({
      table: 'flyway_schema_history',
      locations: ['filesystem:sql'],
      sqlMigrationPrefix: 'V',
      undoSqlMigrationPrefix: 'U',
      repeatableSqlMigrationPrefix: 'R',
      baselineMigrationPrefix: 'B',
      sqlMigrationSeparator: '__',
      sqlMigrationSuffixes: ['.sql'],
      placeholderPrefix: '${',
      placeholderSuffix: '}',
      placeholderSeparator: ':',
      placeholderReplacement: true,
      baselineVersion: { text: '1' },
      baselineDescription: '<< Flyway Baseline >>',
      baselineOnMigrate: false,
      validateOnMigrate: true,
      validateMigrationNaming: false,
      outOfOrder: false,
      target: { kind: 'latest' },
      cleanDisabled: true,
      createSchemas: true,
      failOnMissingLocations: false,
      skipDefaultCallbacks: false,
      skipExecutingMigrations: false,
      ignoreMigrationPatterns: [{ category: '*', state: 'future' }],
      encoding: 'utf-8',
      connectRetries: 0,
      connectRetriesInterval: 120,
      lockTimeout: 60,
      statementTimeout: 0,
      queryTimeout: 120,
      answerTimeout: 30,
      lockWaitTimeout: 10,
      lockWaitRetries: 5,
      confirm: [],
    });
  });
});

describe('values', () => {
  it.each([
    ['outOfOrder', 'TRUE', true],
    ['cleanDisabled', 'false', false],
    ['connectRetries', '07', 7],
    ['schemas', ' a, b ,,c', ['a', 'b', 'c']],
    ['encoding', 'iso-8859-1', 'latin1'],
    ['encoding', 'US-ASCII', 'ascii'],
    ['ignoreMigrationPatterns', '', []],
    [
      'ignoreMigrationPatterns',
      '*:missing, repeatable:*',
      [
        { category: '*', state: 'missing' },
        { category: 'repeatable', state: '*' },
      ],
    ],
    ['sqlMigrationPrefix', '', ''],
  ])('%s=%s', (key, value, expected) => {
    const { values, problems } = flag(key, value);
    expect(problems).toEqual([]);
    expect(values).toMatchObject({ [key]: expected });
  });

  it.each([
    ['outOfOrder', 'yes', '-outOfOrder must be true or false; it is "yes"'],
    ['outOfOrder', '', '-outOfOrder must be true or false; it is ""'],
    ['outOfOrder', ' true', '-outOfOrder must be true or false; it is " true"'],
    ['connectRetries', '-1', '-connectRetries must be a whole number from 0; it is "-1"'],
    ['connectRetries', '1.5', '-connectRetries must be a whole number from 0; it is "1.5"'],
    ['connectRetries', '1e3', '-connectRetries must be a whole number from 0; it is "1e3"'],
    ['lockTimeout', '99999999999', '-lockTimeout must be a whole number from 0; it is "99999999999"'],
    ['baselineVersion', 'one', '-baselineVersion must be numbers with dots, as in 1 or 2.10.3; it is "one"'],
    [
      'target',
      'newest',
      '-target must be latest, current, next or a version, as in 2.1 or 2.1?; it is "newest"',
    ],
    [
      'encoding',
      'klingon',
      '-encoding must be a character set, as in UTF-8, UTF-16LE, ISO-8859-1 or windows-1252; it is "klingon"',
    ],
    ['table', '', '-table must not be empty; it is ""'],
    ['locations', ' , ', '-locations must not be empty; it is " , "'],
    [
      'ignoreMigrationPatterns',
      '*:future,x',
      '-ignoreMigrationPatterns must be written <type>:<state>, as in *:missing; it is "*:future,x"',
    ],
  ])('%s=%s is refused', (key, value, message) => {
    expect(problemsOf(key, value)).toEqual([message]);
  });

  it('does not show a value that came from a variable', () => {
    const entry = {
      key: 'outOfOrder',
      value: 's3cret',
      origin: { kind: 'file', file: 'f', line: 2 },
      hidden: true,
    } as const;
    expect(readSettings([entry]).problems).toEqual([
      { entry, message: 'flyway.outOfOrder must be true or false; value hidden, 6 characters' },
    ]);
  });
});

describe('names', () => {
  it.each([
    ['tabel', 'Unknown configuration property: -tabel. Did you mean -table?'],
    ['Table', 'Unknown configuration property: -Table. Did you mean -table?'],
    ['placeholder.x', 'Unknown configuration property: -placeholder.x. Did you mean -placeholders.x?'],
    [
      'zzzzzzzzzzzzzzz',
      'Unknown configuration property: -zzzzzzzzzzzzzzz. The command help lists the known ones.',
    ],
    [
      'ignoreMissingMigrations',
      'Unknown configuration property: -ignoreMissingMigrations. Flyway has dropped it; write -ignoreMigrationPatterns=*:missing instead.',
    ],
    ['constructor', expect.stringMatching(/^Unknown configuration property: -constructor\./)],
    ['placeholders.', expect.stringMatching(/^Unknown configuration property/)],
  ])('%s is unknown', (key, message) => {
    expect(problemsOf(key, 'x')).toEqual([message]);
  });

  it.each(['driver', 'jarDirs', 'oracle.sqlplus', 'plugins.x', 'loggers'])(
    '%s is accepted silently',
    (key) => {
      expect(flag(key, 'x')).toMatchObject({ problems: [], warnings: [] });
    },
  );

  it.each([
    ['licenseKey', "-licenseKey belongs to Flyway's paid editions and has no effect here"],
    ['vault.url', "-vault.url belongs to Flyway's paid editions and has no effect here"],
    ['check.buildUrl', "-check.buildUrl belongs to Flyway's paid editions and has no effect here"],
    [
      'reportEnabled',
      "-reportEnabled has no effect: Flyway's report file is not written. evidenceLocation leaves evidence of each run",
    ],
  ])('%s is warned about', (key, warning) => {
    expect(flag(key, 's3cret')).toMatchObject({ problems: [], warnings: [warning] });
  });

  it.each([
    ['group', 'false'],
    ['outputQueryResults', 'TRUE'],
    ['executeInTransaction', 'true'],
  ])('%s=%s is what Flyway does anyway, so nothing is said', (key, value) => {
    expect(flag(key, value)).toMatchObject({ problems: [], warnings: [] });
  });

  it.each([
    ['cherryPick', '2'],
    ['cleanOnValidationError', 'true'],
    ['provisioner', 'docker'],
    ['skipDefaultResolvers', 'true'],
    ['environment', 'prod'],
  ])('%s=%s would be dangerous to ignore and is refused', (key, value) => {
    expect(problemsOf(key, value)).toEqual([expect.stringMatching(new RegExp(`^-${key} `))]);
  });

  it.each([
    ['url', 'usr', 'url'],
    ['far away', 'qqqqqqqq', undefined],
  ])('the nearest name: %s', (_, name, expected) => {
    expect(nearestName(name, ['url', 'table'])).toBe(expected);
  });
});
