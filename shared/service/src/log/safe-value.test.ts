import { Secret } from '@nilecare/config-validator';
import { describe, expect, it } from 'vitest';
import { safeText, safeValue } from './safe-value.ts';

const secret = 'river-stone-41';

describe('a value for the log', () => {
  it.each<[string, unknown]>([
    ['a field', { password: secret }],
    ['a field far below', { a: { b: { c: { d: { e: { dbPassword: secret } } } } } }],
    ['a list', { accounts: [{ user: 'a', passwd: secret }] }],
    ['a map', new Map([['api_key', secret]])],
    ['variables', { env: { DB_PASSWORD: secret, VAULT_TOKEN: secret, AWS_SECRET_ACCESS_KEY: secret } }],
    [
      'headers',
      { headers: { authorization: secret, cookie: secret, 'set-cookie': secret, 'x-api-key': secret } },
    ],
    ['a Secret', { configuration: { nested: new Secret(secret) } }],
    [
      'settings of other programs',
      { pass: secret, jwt: secret, bearer: secret, rawHeaders: ['cookie', secret] },
    ],
    ['a list of a secret name', { tokens: [secret, secret] }],
    ['an error', Object.assign(new Error('x'), { sql: secret, config: { password: secret } })],
    ['the cause of an error', new Error('x', { cause: Object.assign(new Error('y'), { sql: secret }) })],
    ['errors of an error', new AggregateError([Object.assign(new Error('y'), { token: secret })], 'x')],
  ])('has no secret of %s', (_place, value) => {
    expect(JSON.stringify(safeValue({ value }))).not.toContain(secret);
  });

  it('keeps the rest', () => {
    const value = { user: 'a', at: new Date(0), list: [1, 'two', null, true], none: undefined };
    expect(safeValue(value)).toEqual(value);
  });

  it('is cut where it is a circle, deep, long or bytes', () => {
    const circle: Record<string, unknown> = { list: Array.from({ length: 1000 }, (_, index) => index) };
    circle['self'] = circle;
    circle['bytes'] = Buffer.from(secret);
    const copied = safeValue(circle) as { self: unknown; list: unknown[]; bytes: unknown };
    expect(copied).toMatchObject({ self: '[circular]', bytes: '[14 bytes]' });
    expect(copied.list).toHaveLength(100);
    let deep: object = { end: true };
    for (let level = 0; level < 100; level++) deep = { deep };
    expect(JSON.stringify(safeValue(deep)).length).toBeLessThan(200);
  });

  it('is told to be unreadable where looking at it fails', () => {
    const fail = () => {
      throw new Error(secret);
    };
    const value = {
      getter: Object.defineProperty({}, 'x', { get: fail, enumerable: true }),
      json: { toJSON: fail },
    };
    expect(safeValue({ value })).toEqual({ value: { getter: '[unreadable]', json: '[unreadable]' } });
  });

  it('of an error tells what it was, where, and why', () => {
    const cause = Object.assign(new Error('gone'), { code: 'ECONNRESET', errno: -104 });
    expect(safeValue(new TypeError('no answer', { cause }))).toMatchObject({
      type: 'TypeError',
      message: 'no answer',
      stack: expect.stringMatching(/^at /) as string,
      cause: { type: 'Error', message: 'gone', code: 'ECONNRESET', errno: -104 },
    });
  });
});

describe('a line for the log', () => {
  it.each([
    [`mysql://app:${secret}@db:3306/x`, 'mysql://***@db:3306/x'],
    [`https://app:p@ss${secret}@host/`, 'https://***@host/'],
    [`/callback?code=1&access_token=${secret}&x=2`, '/callback?code=1&access_token=***&x=2'],
    [`Authorization: Bearer ${secret}`, 'Authorization: Bearer ***'],
    [`CREATE USER a IDENTIFIED BY '${secret}'`, "CREATE USER a IDENTIFIED BY '***'"],
    [`ALTER USER a IDENTIFIED WITH x AS '${secret}', b`, "ALTER USER a IDENTIFIED WITH x AS '***', b"],
    [`SET PASSWORD = '${secret}'`, "SET PASSWORD = '***'"],
    [`cannot log in with user=a password=${secret}`, 'cannot log in with user=a password=***'],
    ['DB_PASSWORD_SOURCE=rds-iam is not set', 'DB_PASSWORD_SOURCE=rds-iam is not set'],
    ['a patient identified by name', 'a patient identified by name'],
    ['GET https://host/path?page=2', 'GET https://host/path?page=2'],
  ])('%s', (text, expected) => {
    expect(safeText(text)).toBe(expected);
    // A line is JSON when it comes.
    expect(JSON.parse(safeText(JSON.stringify({ msg: text, next: 'x' })))).toEqual({
      msg: expected,
      next: 'x',
    });
  });

  it.each([
    [`{"user":"a","password": "${secret}","x":1}`, '{"user":"a","password": "***","x":1}'],
    [`{"apiKey":"${secret}\\"${secret}"}`, '{"apiKey":"***"}'],
    [`cut off: {"token":"${secret}`, 'cut off: {"token":"***'],
  ])('hides the values of JSON in a message: %s', (text, expected) => {
    expect(JSON.parse(safeText(JSON.stringify({ msg: text, next: 'x' })))).toEqual({
      msg: expected,
      next: 'x',
    });
  });

  it('stays JSON when a quotation is double', () => {
    const line = JSON.stringify({ msg: `IDENTIFIED BY "${secret}" and more`, next: 'kept "as it is"' });
    expect(JSON.parse(safeText(line))).toEqual({
      msg: "IDENTIFIED BY '***' and more",
      next: 'kept "as it is"',
    });
  });
});
