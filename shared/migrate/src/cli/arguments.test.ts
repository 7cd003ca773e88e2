import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

const messages = (...argv: string[]) => parseArguments(argv).problems.map(({ message }) => message);

describe('parseArguments', () => {
  it('reads commands in their order and settings from anywhere between them', () => {
    expect(
      parseArguments(['-outOfOrder=true', 'clean', '--table=t', 'migrate', '-placeholders.Owner=a=b']),
    ).toEqual({
      request: 'run',
      commands: ['clean', 'migrate'],
      helpTopics: ['clean', 'migrate'],
      settings: [
        { key: 'outOfOrder', value: 'true' },
        { key: 'table', value: 't' },
        { key: 'placeholders.Owner', value: 'a=b' },
      ],
      configFiles: [],
      outputType: 'text',
      color: 'auto',
      verbosity: 'normal',
      problems: [],
    });
  });

  it('reads the flags that are not settings', () => {
    expect(
      parseArguments([
        '-configFiles=flyway.conf, flyway-dev.conf',
        '-envFile=.env',
        '-workingDirectory=/srv/shop',
        '-outputFile=out.json',
        '-outputType=JSON',
        '-color=never',
        '-X',
        'info',
      ]),
    ).toMatchObject({
      commands: ['info'],
      settings: [],
      configFiles: ['flyway.conf', 'flyway-dev.conf'],
      envFile: '.env',
      workingDirectory: '/srv/shop',
      outputFile: 'out.json',
      outputType: 'json',
      color: 'never',
      verbosity: 'debug',
      problems: [],
    });
  });

  it.each([
    [['-v'], 'version', []],
    [['--version'], 'version', []],
    [['version'], 'version', []],
    [['-h'], 'help', []],
    [['-?'], 'help', []],
    [['--help'], 'help', []],
    [['help', 'migrate'], 'help', ['migrate']],
    [['undo', '-h'], 'help', ['undo']],
    [['help', '-v'], 'version', []],
    [[], 'run', []],
  ] as const)('understands %j as %s', (argv, request, commands) => {
    expect(parseArguments(argv)).toMatchObject({ request, commands, problems: [] });
  });

  it.each([
    ['3', 3],
    ['0', 0],
    ['all', 'all'],
  ] as const)('takes -assumeApplied=%s with repair', (value, assumeApplied) => {
    const parsed = parseArguments(['repair', `-assumeApplied=${value}`]);
    expect(parsed).toMatchObject({ commands: ['repair'], assumeApplied, settings: [], problems: [] });
  });

  it.each([
    [['migrate', '-assumeApplied=3'], '-assumeApplied= is for repair alone, not for migrate'],
    [['repair', 'migrate', '-assumeApplied=3'], '-assumeApplied= is for repair alone, not for migrate'],
    [['repair', 'repair', '-assumeApplied=3'], '-assumeApplied= is for one repair'],
    [
      ['repair', '-assumeApplied'],
      '-assumeApplied needs a value: write -assumeApplied=<value>, without blanks around =',
    ],
    [
      ['repair', '-assumeApplied=half'],
      '-assumeApplied= must be a number of statements, or all; it is "half"',
    ],
    [['repair', '-assumeApplied='], '-assumeApplied= must be a number of statements, or all; it is ""'],
  ])('refuses %j', (argv, message) => {
    expect(parseArguments(argv).problems.map((problem) => problem.message)).toContain(message);
  });

  it('takes the last of two equal options and leaves two equal settings in their order', () => {
    const { configFiles, settings } = parseArguments([
      '-configFiles=a.conf',
      '-table=x',
      '-configFiles=b.conf',
      '-table=y',
    ]);
    expect(configFiles).toEqual(['b.conf']);
    expect(settings).toEqual([
      { key: 'table', value: 'x' },
      { key: 'table', value: 'y' },
    ]);
  });

  it('adds up what -confirm= names', () => {
    expect(parseArguments(['clean', '-confirm=shop', '-confirm=stock,test']).settings).toEqual([
      { key: 'confirm', value: 'shop,stock,test' },
    ]);
  });

  it('accepts and forgets flags that only concern the Java program', () => {
    expect(parseArguments(['-skipCheckForUpdate', '-communityFallback', 'info'])).toMatchObject({
      settings: [],
      problems: [],
    });
  });

  it.each([
    [['inof'], 'Unknown command: inof. Did you mean info?'],
    [
      ['frobnicate'],
      'Unknown command: frobnicate. Commands are migrate, info, validate, undo, baseline, repair, resume, clean, lock status, lock break, new, check, help and version.',
    ],
    [['-tabel=x', 'info'], 'Unknown flag: -tabel. Did you mean -table?'],
    [['-Table=x', 'info'], 'Unknown flag: -Table. Did you mean -table?'],
    [['-configFile=x', 'info'], 'Unknown flag: -configFile. Did you mean -configFiles?'],
    [['-zzzzzzzzzzzzzz', 'info'], 'Unknown flag: -zzzzzzzzzzzzzz. The command help lists the known ones.'],
    [
      ['-outOfOrder', 'info'],
      '-outOfOrder needs a value: write -outOfOrder=<value>, without blanks around =',
    ],
    [['-outputType=xml', 'info'], '-outputType= must be json or sarif; it is "xml"'],
    [['-color=pink', 'info'], '-color= must be auto, always or never; it is "pink"'],
  ])('%j is answered by one sentence', (argv, message) => {
    expect(messages(...argv)).toEqual([message]);
  });

  it.each([
    [
      ['-password', 's3cret', 'info'],
      '-password needs a value: write -password=<value>, without blanks around =',
    ],
    [
      ['-password', '=', 's3cret', 'info'],
      '-password needs a value: write -password=<value>, without blanks around =',
    ],
    [['-password=', 's3cret', 'info'], '-password= is followed by a blank: write -password=<value>'],
    [['-pasword=s3cret', 'info'], 'Unknown flag: -pasword. Did you mean -password?'],
  ])('%j is refused without showing the password', (argv, message) => {
    expect(messages(...argv)).toEqual([message]);
    expect(parseArguments(argv).commands).toEqual(['info']);
  });

  it('reports every problem and still knows that JSON is wanted', () => {
    const parsed = parseArguments(['-outputType=json', '-foo=1', 'inof']);
    expect(parsed.outputType).toBe('json');
    expect(parsed.problems).toHaveLength(2);
  });
});
