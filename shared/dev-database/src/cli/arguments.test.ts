import { describe, expect, it } from 'vitest';
import { commandNames, parseArguments } from './arguments.ts';
import { helpText } from './help.ts';

describe('parseArguments', () => {
  it('understands flags with one dash and with two', () => {
    const expected = {
      command: 'reset',
      kind: 'mysql',
      port: 40000,
      confirm: 'reset',
      fetch: 'never',
      output: 'json',
    };
    expect(
      parseArguments(['reset', '-server=mysql', '-port=40000', '-confirm=reset', '-offline', '-json']),
    ).toEqual(expected);
    expect(
      parseArguments([
        'reset',
        '--server',
        'mysql',
        '--port',
        '40000',
        '--confirm=reset',
        '--offline',
        '--json',
      ]),
    ).toEqual(expected);
  });

  it('gives help without a command, and for a command', () => {
    expect(parseArguments([]).helpFor).toBe('help');
    expect(parseArguments(['help', 'start']).helpFor).toBe('start');
    expect(parseArguments(['stop', '--help']).helpFor).toBe('stop');
  });

  it.each([
    [['begin'], "Unknown command 'begin'"],
    [['start', '--server', 'oracle'], "--server is 'oracle'"],
    [['start', '--port', '80'], "--port is '80'"],
    [['start', '--port', '4e4'], "--port is '4e4'"],
    [['start', 'now'], "Unknown command 'now'"],
    [['start', 'stop'], "Unexpected argument 'stop'"],
    [['start', '--loud'], "Unknown option '--loud'"],
  ])('refuses %j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });
});

describe('helpText', () => {
  it.each(commandNames)('%s has a text that fits a terminal', (command) => {
    const lines = helpText(command).split('\n');
    expect(lines[0]).toContain('dev-database');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(120);
  });
});
