import { randomBytes } from 'node:crypto';
import { testServers } from '@nilecare/dev-database/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { schemas } from './schema-expectations.ts';
import { checkErrno, connectTo, insert, refusal, select, useSchema, type Row } from './schema-fixture.ts';

const user: Row = {
  id: 'u1',
  email: 'amna@example.sd',
  username: 'amna',
  password_hash: '-',
  status: 'active',
};
const token: Row = {
  user_id: 'u1',
  family_id: 'f1',
  token_hash: 'a'.repeat(64),
  token_id: 'j1',
  expires_at: '2999-01-01',
  session_expires_at: '2999-01-01',
};

describe.each(testServers())('the auth schema on $kind $version', (server) => {
  const db = useSchema(server, schemas.auth);
  beforeAll(async () => {
    await insert(db.connection, 'auth_users', user);
    await insert(db.connection, 'auth_refresh_tokens', token);
    await db.connection.commit();
  });

  test('keeps a role that somebody has', async () => {
    const deletion = db.connection.query("DELETE FROM auth_roles WHERE name = 'patient'");
    await expect(deletion).rejects.toMatchObject(refusal(1451, 'fk_auth_users_role'));
    await db.connection.query("DELETE FROM auth_roles WHERE name = 'nurse'");
    await db.connection.rollback();
  });

  test.each<[string, string, Row, number, string]>([
    [
      'a token of an unknown user',
      'auth_refresh_tokens',
      { ...token, user_id: 'u9', token_hash: '', token_id: '' },
      1452,
      'fk_auth_refresh_tokens_user_id',
    ],
    [
      'a token used by two families',
      'auth_refresh_tokens',
      { ...token, token_id: 'j2' },
      1062,
      'uk_auth_refresh_tokens_token_hash',
    ],
    [
      'a token revoked without a reason',
      'auth_refresh_tokens',
      { ...token, token_hash: '', token_id: '', revoked_at: '2025-01-01' },
      checkErrno(server),
      'chk_auth_refresh_tokens_revoked',
    ],
    [
      'an e-mail in capitals',
      'auth_users',
      { ...user, id: 'u2', email: 'A@example.sd', username: 'b' },
      checkErrno(server),
      'chk_auth_users_email',
    ],
    [
      'a user name that differs in case only',
      'auth_users',
      { ...user, id: 'u2', email: 'b@example.sd', username: 'AMNA' },
      1062,
      'uk_auth_users_username',
    ],
    [
      'a role that does not exist',
      'auth_users',
      { ...user, id: 'u2', email: 'b@example.sd', username: 'b', role: 'king' },
      1452,
      'fk_auth_users_role',
    ],
    [
      'a permission whose name is not resource:action',
      'auth_permissions',
      { name: 'a:b', resource: 'a', action: 'c' },
      checkErrno(server),
      'chk_auth_permissions_name',
    ],
  ])('refuses %s', async (_what, table, row, errno, name) => {
    await expect(insert(db.connection, table, row)).rejects.toMatchObject(refusal(errno, name));
    await db.connection.rollback();
  });

  test('lets an account with SELECT and INSERT write the trail, and neither change nor delete it', async () => {
    const account = {
      user: `t_${randomBytes(6).toString('hex')}`,
      password: randomBytes(12).toString('base64'),
    };
    await db.connection.query("CREATE USER ?@'%' IDENTIFIED BY ?", [account.user, account.password]);
    try {
      await db.connection.query("GRANT SELECT, INSERT ON ??.auth_audit_logs TO ?@'%'", [
        db.name,
        account.user,
      ]);
      const runtime = await connectTo({ ...server, ...account }, db.name);
      try {
        await insert(runtime, 'auth_audit_logs', {
          action: 'login',
          resource_type: 'session',
          result: 'success',
        });
        await runtime.commit();
        expect(await select(runtime, 'SELECT action FROM auth_audit_logs')).toEqual([['login']]);
        const change = runtime.query("UPDATE auth_audit_logs SET result = 'failure'");
        await expect(change).rejects.toMatchObject({ errno: 1142 });
        await expect(runtime.query('DELETE FROM auth_audit_logs')).rejects.toMatchObject({ errno: 1142 });
      } finally {
        runtime.destroy();
      }
    } finally {
      await db.connection.query("DROP USER ?@'%'", [account.user]);
    }
  });

  test('shows sessions that can be refreshed, and no rotated, revoked or expired token', async () => {
    const others: Row[] = [
      { rotated_at: '2025-01-01' },
      { revoked_at: '2025-01-01', revoked_reason: 'logout' },
      { expires_at: '2025-01-01' },
    ];
    for (const [n, other] of others.entries())
      await insert(db.connection, 'auth_refresh_tokens', {
        ...token,
        token_hash: `h${n}`,
        token_id: `t${n}`,
        ...other,
      });
    expect(await select(db.connection, 'SELECT session_id, username FROM v_user_sessions')).toEqual([
      ['f1', 'amna'],
    ]);
    await db.connection.rollback();
  });

  test('shows active users without any hash', async () => {
    await insert(db.connection, 'auth_users', {
      ...user,
      id: 'u2',
      email: 'b@example.sd',
      username: 'b',
      deleted_at: '2025-01-01',
    });
    await insert(db.connection, 'auth_users', {
      ...user,
      id: 'u3',
      email: 'c@example.sd',
      username: 'c',
      status: 'suspended',
    });
    const [rows] = await db.connection.query('SELECT * FROM v_active_users');
    expect(rows).toMatchObject([{ username: 'amna' }]);
    expect(Object.keys((rows as object[])[0] ?? {}).join(' ')).not.toMatch(/hash|secret|password/);
    await db.connection.rollback();
  });

  test('shows an address with three failed logins in a day, and not one with two', async () => {
    const attempt = { email: 'amna@example.sd', ip_address: '192.0.2.1', success: 0 };
    for (const ip_address of ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2', '192.0.2.2'])
      await insert(db.connection, 'auth_login_attempts', { ...attempt, ip_address });
    await insert(db.connection, 'auth_login_attempts', {
      ...attempt,
      ip_address: '192.0.2.2',
      occurred_at: '2025-01-01',
    });
    expect(
      await select(db.connection, 'SELECT ip_address, failed_attempts FROM v_recent_failed_logins'),
    ).toEqual([['192.0.2.1', '3']]);
    await db.connection.rollback();
  });

  test('counts the audited events of thirty days', async () => {
    const event = { action: 'export', resource_type: 'report', result: 'success' };
    for (const user_id of ['u1', 'u1', 'u2'])
      await insert(db.connection, 'auth_audit_logs', { ...event, user_id });
    await insert(db.connection, 'auth_audit_logs', { ...event, user_id: 'u3', occurred_at: '2025-01-01' });
    const rows = await select(
      db.connection,
      "SELECT events, distinct_users FROM v_audit_summary WHERE action = 'export'",
    );
    expect(rows).toEqual([['3', '2']]);
    await db.connection.rollback();
  });
});
