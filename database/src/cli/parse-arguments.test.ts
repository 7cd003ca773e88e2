import { describe, expect, it } from 'vitest';
import { parseArguments } from './parse-arguments.ts';

describe('parseArguments', () => {
  it('understands create for one service', () => {
    expect(parseArguments(['create', '--service', 'auth-service'])).toEqual({
      command: 'create',
      operands: [],
      services: ['auth-service'],
      confirmed: [],
      output: 'text',
      write: 'write',
      passwordPolicy: 'report',
      extras: 'report',
      runtimeAccounts: 'left-alone',
      mode: 'apply',
      consent: 'ask',
      exitCode: 'plain',
      rotation: 'switch',
    });
  });

  it.each([
    [['rotate', 'a', 'b'], { operands: ['a', 'b'], rotation: 'switch', mode: 'apply' }],
    [['rotate', 'a', '--overlap=10m'], { overlap: 600_000 }],
    [['audit', '--format=sarif'], { command: 'audit', output: 'sarif' }],
    [['rotate', '--finish', 'a'], { operands: ['a'], rotation: 'finish' }],
    [['rotate', '--status'], { operands: [], rotation: 'status' }],
    [['rotate', 'a', '--dry-run'], { rotation: 'switch', mode: 'plan' }],
  ])('understands %j', (argv, expected) => {
    expect(parseArguments(argv)).toMatchObject(expected);
  });

  it.each([
    [['drop', '--confirm=nc_auth,nc_lab']],
    [['drop', '-confirm=nc_auth,nc_lab']],
    [['drop', '--confirm', 'nc_auth', '--confirm', 'nc_lab']],
    [['drop', '-confirm=nc_auth', '-confirm= nc_lab ']],
  ])('reads the confirmed databases of %j', (argv) => {
    expect(parseArguments(argv).confirmed).toEqual(['nc_auth', 'nc_lab']);
  });

  it.each([
    [[], 'help', []],
    [['--help'], 'help', []],
    [['drop', '--help'], 'help', ['drop']],
    [['help', 'drop'], 'help', ['drop']],
    [['--version'], 'version', []],
    [['hash', 'a', 'b'], 'hash', ['a', 'b']],
  ])('understands %j', (argv, command, operands) => {
    expect(parseArguments(argv)).toMatchObject({ command, operands });
  });

  it.each([
    [['crate'], /^Unknown command "crate"\. The commands are create, drop, /],
    [['create', '--servce', 'x'], /^Unknown option '--servce'/],
    [['status', '--confirm=x'], /^--confirm does not belong to status\./],
    [
      ['create', 'auth-service'],
      /^"auth-service" does not belong to create\. A service is named with --service\./,
    ],
    [['create', '--service'], /--service/],
    [['users', '--confirm=a@%'], /^--confirm needs --fix\./],
    [['users', '--detailed-exitcode'], /^--detailed-exitcode needs --dry-run\./],
    [['status', '--fix'], /^--fix does not belong to status\./],
    [['audit', '--format=xml'], /^"xml" is no format\. The formats are text, json, sarif\./],
    [['rotate', 'a', '--overlap=soon'], /^"soon" is no duration\. Expected a number with ms, s, m or h/],
    [['rotate', 'a', '--finish', '--overlap=1m'], /^--overlap goes with a whole rotation/],
    [['rotate', 'a', '--finish', '--status'], /^--status changes nothing/],
    [['users', '--host', "x'y"], /^"x'y" is no host for an account\./],
  ])('refuses %j in one sentence', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });
});
