import { expect, it } from 'vitest';
import { parseArguments } from '../arguments.ts';

const problemsOf = (...argv: string[]) => parseArguments(argv).problems.map(({ message }) => message);

it.each([
  [['-projects=a,b', 'migrate'], { kind: 'projects', values: ['a', 'b'], onFailure: 'go on' }],
  [
    ['-databases=@tenants.txt', '-concurrency=4', '-failFast', 'info', 'validate'],
    { kind: 'databases', values: ['@tenants.txt'], concurrency: 4, onFailure: 'stop' },
  ],
])('%j is a call for many databases', (argv, many) => {
  const parsed = parseArguments(argv);
  expect(parsed.problems).toEqual([]);
  expect(parsed.many).toEqual(many);
});

it.each([
  [['-databases=a', '-projects=.', 'migrate'], 'exclude each other'],
  [['-databases=a', 'clean'], 'clean is not for -databases=: it drops what is in a database'],
  [['-projects=a', 'undo'], 'undo is not for -projects='],
  [['-projects=a', 'lock', 'break'], 'lock break is not for -projects='],
  [['-databases=a', '-assumeApplied=1', 'repair'], '-assumeApplied= is for one database'],
  [['-databases=a', '-migrationIds', 'info'], '-migrationIds is for one database'],
  [['-databases=a', '-concurrency=0', 'migrate'], 'must be a number from 1 to 256; it is "0"'],
  [['-databases=', 'migrate'], '-databases= needs a value'],
  [['-concurrency=2', 'migrate'], '-concurrency= is for -projects= and -databases='],
  [['-failFast', 'migrate'], '-failFast is for -projects= and -databases='],
])('%j is refused', (argv, sentence) => {
  expect(problemsOf(...argv).join('\n')).toContain(sentence);
});
