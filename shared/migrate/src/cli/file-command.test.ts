import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

const fileCommand = (...argv: string[]) => parseArguments(argv).fileCommand;
const messages = (...argv: string[]) => parseArguments(argv).problems.map(({ message }) => message);
const plan = { category: 'Versioned', description: 'add insurance plan', version: 'like-existing' };

describe('new', () => {
  it.each<[readonly string[], object]>([
    [['new', 'add insurance plan'], { request: plan }],
    [['new', 'add', 'insurance', 'plan'], { request: plan }],
    [['-version=next', 'new', 'add insurance plan'], { request: { ...plan, version: 'next' } }],
    [['new', '--version=timestamp', 'add insurance plan'], { request: { ...plan, version: 'timestamp' } }],
    [['new', 'add insurance plan', '-version=2.1'], { request: { ...plan, version: { written: '2.1' } } }],
    [['new', '-location=x=y', 'add insurance plan'], { request: plan, location: 'x=y' }],
    [
      ['new', '-repeatable', 'migrate'],
      { request: { ...plan, category: 'Repeatable', description: 'migrate' } },
    ],
  ])('%j', (argv, expected) => {
    expect(fileCommand(...argv)).toEqual({ name: 'new', ...expected });
    expect(messages(...argv)).toEqual([]);
  });

  it('leaves settings and options to the others', () => {
    expect(parseArguments(['new', 'x', '-sqlMigrationPrefix=M', '-outputType=json'])).toMatchObject({
      commands: [],
      settings: [{ key: 'sqlMigrationPrefix', value: 'M' }],
      outputType: 'json',
      problems: [],
    });
  });
});

describe('check', () => {
  it.each<[readonly string[], object]>([
    [['check', '-branch=main'], { branch: 'main', renumber: 'propose' }],
    [['check', '-branch=origin/main', '-fix'], { branch: 'origin/main', renumber: 'perform' }],
    [['-renumber', 'check', '--branch=main'], { branch: 'main', renumber: 'perform' }],
  ])('%j', (argv, expected) => {
    expect(fileCommand(...argv)).toEqual({ name: 'check', ...expected });
    expect(messages(...argv)).toEqual([]);
  });
});

it.each<[readonly string[], string]>([
  [['check'], 'check needs the branch to merge into. Write check -branch=main'],
  [['check', '-branch'], '-branch needs a value: write -branch=<value>, without blanks around ='],
  [['check', '-branch=main', '-fix=true'], '-fix takes no value'],
  [
    ['check', '-branch=main', 'info'],
    'check runs by itself and takes no words: info. Write check -branch=main',
  ],
  [['info', '-branch=main'], 'Unknown flag: -branch.'],
  [['new', 'x', '-fix'], 'Unknown flag: -fix.'],
  [['info', 'new'], 'new needs no database and runs by itself: let it be the first and only command'],
  [['chek', '-color=never'], 'Unknown command: chek. Did you mean check?'],
])('%j is answered by "%s"', (argv, message) => {
  expect(messages(...argv)[0]).toContain(message);
});

it.each<[readonly string[], string, readonly string[]]>([
  [['help', 'new'], 'help', ['new']],
  [['check', '-h'], 'help', ['check']],
  [['help', 'check', 'info'], 'help', ['check', 'info']],
  [['new', '--version'], 'version', ['new']],
])('%j asks for %s of %j', (argv, request, helpTopics) => {
  expect(parseArguments(argv)).toMatchObject({ request, helpTopics, problems: [] });
});
