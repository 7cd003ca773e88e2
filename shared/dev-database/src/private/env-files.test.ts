import { describe, expect, it } from 'vitest';
import { correctEnvText } from './env-files.ts';
import { parseEnv, withVariables } from './env-text.ts';

const move = { formerPort: 33306, port: 33307, socketPath: '/tmp/own.sock' };

describe('correctEnvText', () => {
  it('moves a file that named the former port on this machine, and keeps all else', () => {
    const text = '# mine\nDB_HOST=127.0.0.1\nDB_PORT=33306 \nDB_NAME=nilecare_auth\n';
    expect(correctEnvText(text, move)).toBe(
      '# mine\nDB_HOST=127.0.0.1\nDB_PORT=33307\nDB_NAME=nilecare_auth\n',
    );
  });

  it('moves a file that names the socket, whatever port it has', () => {
    const text = 'DB_HOST=localhost\nDB_PORT=3306\nDB_SOCKET="/tmp/own.sock"\n';
    expect(correctEnvText(text, move)).toBe('DB_HOST=127.0.0.1\nDB_PORT=33307\nDB_SOCKET=/tmp/own.sock\n');
  });

  it('follows the socket of a repository that was moved', () => {
    const text = 'DB_HOST=127.0.0.1\nDB_PORT=33307\nDB_SOCKET=/tmp/old.sock\n';
    expect(correctEnvText(text, { ...move, formerSocketPath: '/tmp/old.sock' })).toContain(
      'DB_SOCKET=/tmp/own.sock',
    );
  });

  it.each([
    ['another machine', 'DB_HOST=db.example.org\nDB_PORT=33306\n'],
    ['another port', 'DB_HOST=127.0.0.1\nDB_PORT=3306\n'],
    ['another socket', 'DB_HOST=127.0.0.1\nDB_PORT=33306\nDB_SOCKET=/run/mysqld/mysqld.sock\n'],
    ['no server', 'PORT=3001\n'],
    ['this server already', 'DB_HOST=127.0.0.1\nDB_PORT=33307\nDB_SOCKET=/tmp/own.sock\n'],
  ])('leaves a file alone that names %s', (_what, text) => {
    expect(correctEnvText(text, move)).toBe(text);
  });
});

describe('withVariables', () => {
  it('adds what is missing after a last line without an end', () => {
    expect(withVariables('A=1', { B: '2' }, 'add')).toBe('A=1\nB=2\n');
  });

  it('keeps Windows line ends and exports', () => {
    expect(withVariables('export A=1\r\nB=2\r\n', { A: '3' }, 'add')).toBe('export A=3\r\nB=2\r\n');
  });
});

describe('parseEnv', () => {
  it('ignores comments and takes quotes away', () => {
    expect(parseEnv('# A=1\nB = "x y"\nC=\'z\'\nbroken line\n')).toEqual({ B: 'x y', C: 'z' });
  });
});
