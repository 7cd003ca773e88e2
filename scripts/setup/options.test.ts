import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('the options of the set-up', () => {
  it('fetch what is missing and leave kind and port open by default', () => {
    expect(readOptions([])).toEqual({ fetch: 'when-needed' });
  });

  it('name kind, port and offline', () => {
    expect(readOptions(['--server', 'mysql', '--port=3310', '--offline'])).toEqual({
      kind: 'mysql',
      port: 3310,
      fetch: 'never',
    });
  });

  it('ask for run-time accounts', () => {
    expect(readOptions(['--runtime'])).toEqual({ fetch: 'when-needed', runtimeAccounts: 'wanted' });
  });

  it.each([
    [['--server', 'postgres'], '--server is "postgres"; expected mariadb or mysql.'],
    [['--port', '33o6'], '--port is "33o6"; expected a number from 1 to 65535.'],
    [['--port', '0'], '--port is "0"'],
    [['--verbose'], "Unknown option '--verbose'"],
    [['again'], "Unexpected argument 'again'"],
  ])('refuse %j and say what was expected', (argv, message) => {
    expect(() => readOptions(argv)).toThrow(message);
  });

  it('show the usage on --help', () => {
    expect(readOptions(['--help'])).toBe('help');
  });
});
