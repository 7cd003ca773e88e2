import { describe, expect, it } from 'vitest';
import { readCommandFile } from './command-files.ts';
import { combinations } from './matrix.ts';
import { whyNotHere } from './needs-github.ts';
import { choose, readOptions } from './options.ts';
import { jobsInOrder, readWorkflow } from './workflow.ts';

describe('a matrix', () => {
  it.each([
    ['none', undefined, [{}]],
    ['one axis', { a: [1, 2] }, [{ a: 1 }, { a: 2 }]],
    [
      'two axes',
      { a: [1, 2], b: ['x'] },
      [
        { a: 1, b: 'x' },
        { a: 2, b: 'x' },
      ],
    ],
    ['exclude', { a: [1, 2], exclude: [{ a: 2 }] }, [{ a: 1 }]],
    ['include alone', { include: [{ a: 1 }, { a: 2 }] }, [{ a: 1 }, { a: 2 }]],
    ['include that adds', { a: [1, 2], include: [{ a: 2, b: 'x' }] }, [{ a: 1 }, { a: 2, b: 'x' }]],
    [
      'include for all',
      { a: [1, 2], include: [{ b: 'x' }] },
      [
        { a: 1, b: 'x' },
        { a: 2, b: 'x' },
      ],
    ],
    ['include of a new value', { a: [1], include: [{ a: 2 }] }, [{ a: 1 }, { a: 2 }]],
  ])('with %s', (_, matrix, expected) => {
    expect(combinations(matrix)).toEqual(expected);
  });
});

describe('a file of variables', () => {
  it('holds values of one line and of several', () => {
    expect(readCommandFile('A=1\nB=x=y\nC<<END\none\ntwo\nEND\nD=\n')).toEqual({
      A: '1',
      B: 'x=y',
      C: 'one\ntwo',
      D: '',
    });
  });
  it.each([
    ['nonsense', '"nonsense" is neither NAME=value nor NAME<<WORD'],
    ['A<<END\n1', 'the value of A does not end with END'],
  ])('is refused: %j', (text, message) => {
    expect(() => readCommandFile(text)).toThrow(message);
  });
});

const workflow = readWorkflow(
  'w',
  `on: [push, pull_request]
permissions:
  contents: read
jobs:
  last: { needs: [first, middle], steps: [] }
  middle: { needs: first }
  first: { runs-on: ubuntu-latest }
  deploy: { environment: production }
  release: { permissions: { contents: write, id-token: write } }
  other: { runs-on: windows-latest }
`,
);

describe('a workflow', () => {
  it('runs jobs behind those that they need', () => {
    expect(jobsInOrder(workflow, ['last'])).toEqual(['first', 'middle', 'last']);
  });

  it.each([
    ['first', undefined],
    ['deploy', 'it deploys or publishes (it has an environment)'],
    ['release', 'it changes something at GitHub (contents, id-token: write)'],
  ])('says of %s why it does not run here: %s', (id, reason) => {
    const job = workflow.jobs[id];
    expect(job && whyNotHere(job, workflow)).toBe(reason);
  });

  it.skipIf(process.platform === 'win32')('keeps a job of another system from running', () => {
    expect(workflow.jobs['other'] && whyNotHere(workflow.jobs['other'], workflow)).toBe('it wants windows');
  });
});

describe('the options', () => {
  it('choose jobs and the event', () => {
    const read = (...argv: string[]) => {
      const options = readOptions(argv);
      if (options === 'help') throw new Error('help');
      const { jobs, event } = choose(options, [workflow]);
      return { jobs, event };
    };
    expect(read('--workflow', 'w', '--job', 'first,last')).toEqual({
      jobs: ['first', 'last'],
      event: 'pull_request',
    });
    expect(read('--workflow=w', '--event=push').event).toBe('push');
    expect(() => read('--workflow', 'x')).toThrow('There is no workflow x. There are: w.');
    expect(() => read('--workflow', 'w', '--job', 'y')).toThrow(
      'w has no job y. It has: last, middle, first',
    );
    expect(() => read('--nope')).toThrow(/Unknown option '--nope'[^]*Usage: npm run ci:local/);
  });
});
