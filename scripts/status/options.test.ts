import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('the options of npm run status', () => {
  it.each([
    [[], { output: 'text', deadline: 10, accounts: 'seen' }],
    [['--json', '--no-users'], { output: 'json', deadline: 10, accounts: 'left-out' }],
    [['--html'], { output: 'text', deadline: 10, accounts: 'seen', page: '.nilecare/status.html' }],
    [['--html', 'a.html'], { output: 'text', deadline: 10, accounts: 'seen', page: 'a.html' }],
    [
      ['--html=a.html', '--deadline=0.5'],
      { output: 'text', deadline: 0.5, accounts: 'seen', page: 'a.html' },
    ],
    [
      ['--service', 'a', '--service', 'b'],
      { output: 'text', deadline: 10, accounts: 'seen', services: ['a', 'b'] },
    ],
  ] as const)('are read from %j', (argv, expected) => {
    expect(readOptions(argv)).toEqual(expected);
  });

  it.each([
    [['--deadline', 'soon'], '--deadline is "soon"; expected seconds, from 0.1 to 600.'],
    [['--deadline', '0'], '--deadline is "0"'],
    [['--watch'], "Unknown option '--watch'"],
    [['auth-service'], 'Unexpected: auth-service'],
    [['--html', 'a.html', 'b.html'], 'Unexpected: b.html'],
  ])('refuse %j and say what was expected', (argv, message) => {
    expect(() => readOptions(argv)).toThrow(message);
  });

  it('show the usage on --help', () => {
    expect(readOptions(['-h'])).toBe('help');
  });
});
