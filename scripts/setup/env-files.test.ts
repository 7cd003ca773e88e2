import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { completeEnv } from './env-files.ts';

const example = '# Required.\nNODE_ENV=development\nDB_PORT=3306\nDB_SOCKET=\nDB_PASSWORD=\n';
const values = { DB_PORT: '33306', DB_SOCKET: '/tmp/a.sock', DB_PASSWORD: 'from the store' };

describe('a .env', () => {
  it('is the example with the values of this machine', () => {
    expect(completeEnv(undefined, example, values)).toBe(
      "# Required.\nNODE_ENV=development\nDB_PORT=33306\nDB_SOCKET=/tmp/a.sock\nDB_PASSWORD='from the store'\n",
    );
  });

  it('that exists keeps every value and comment and gets what is missing or empty', () => {
    const existing = '# mine\nDB_PORT=4000\nDB_PASSWORD=\n';

    const completed = completeEnv(existing, example, values);

    expect(completed).toContain('# mine\nDB_PORT=4000\n');
    expect(parseEnv(completed)).toEqual({
      NODE_ENV: 'development',
      DB_PORT: '4000',
      DB_SOCKET: '/tmp/a.sock',
      DB_PASSWORD: 'from the store',
    });
  });

  it('that is complete stays as it is, to the byte', () => {
    const existing = completeEnv(undefined, example, values);

    expect(completeEnv(existing, example, values)).toBe(existing);
  });

  it.each(['DB_PASSWORD_FILE=/run/secrets/db', 'DB_PASSWORD_COMMAND=pass db', 'DB_PASSWORD_SOURCE=rds-iam'])(
    'with %s gets no DB_PASSWORD, which would be an error beside it',
    (line) => {
      const completed = completeEnv(`${line}\n`, example, values);

      expect(parseEnv(completed)).toMatchObject({ DB_PORT: '33306', ...parseEnv(line) });
      expect(completed).not.toContain('DB_PASSWORD=');
    },
  );

  it('with DATABASE_URL gets nothing that the URL stands for', () => {
    const completed = completeEnv('DATABASE_URL=mysql://u:p@h/d\n', example, values);

    expect(parseEnv(completed)).toEqual({ DATABASE_URL: 'mysql://u:p@h/d', NODE_ENV: 'development' });
  });

  it('cut off in the middle of a line is completed', () => {
    expect(parseEnv(completeEnv('NODE_ENV=development\nDB_PO', example, values))).toMatchObject(values);
  });

  it.each(['a#b', "it's", 'two words', '`"mixed"', 'back\\slash'])(
    'brings the value %j back as it was',
    (value) => {
      expect(parseEnv(completeEnv(undefined, example, { DB_PASSWORD: value }))['DB_PASSWORD']).toBe(value);
    },
  );
});
