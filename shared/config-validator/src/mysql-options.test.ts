import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mysqlConnectionOptions, Secret, type DatabaseAddress } from './index.ts';

const database: DatabaseAddress = {
  host: 'db.example',
  port: 3307,
  name: 'nilecare_auth',
  sslMode: 'DISABLED',
};
const login = { user: 'auth_service', password: new Secret('river-stone-41-lantern') };
const account = { database: 'nilecare_auth', user: 'auth_service', password: 'river-stone-41-lantern' };

const folder = mkdtempSync(join(tmpdir(), 'config-validator-'));
const caPath = join(folder, 'ca.pem');
writeFileSync(caPath, 'a certificate');
afterAll(() => rmSync(folder, { recursive: true }));

describe('connection settings for mysql2', () => {
  it('name host and port, and the password in clear', () => {
    expect(mysqlConnectionOptions(database, login)).toEqual({ host: 'db.example', port: 3307, ...account });
  });

  it('name the socket alone when there is one, without TLS', () => {
    expect(
      mysqlConnectionOptions({ ...database, socketPath: '/run/x.sock', sslMode: 'REQUIRED' }, login),
    ).toEqual({
      socketPath: '/run/x.sock',
      ...account,
    });
  });

  it.each([
    ['PREFERRED', { rejectUnauthorized: false, verifyIdentity: false }],
    ['REQUIRED', { rejectUnauthorized: false, verifyIdentity: false }],
    ['VERIFY_CA', { ca: 'a certificate', rejectUnauthorized: true, verifyIdentity: false }],
    ['VERIFY_IDENTITY', { ca: 'a certificate', rejectUnauthorized: true, verifyIdentity: true }],
  ] as const)('under %s are %j', (sslMode, ssl) => {
    expect(mysqlConnectionOptions({ ...database, sslMode, sslCaPath: caPath }, login).ssl).toEqual(ssl);
  });

  it("trust Node's own list when no CA file is given", () => {
    expect(mysqlConnectionOptions({ ...database, sslMode: 'VERIFY_CA' }, login).ssl).toEqual({
      rejectUnauthorized: true,
      verifyIdentity: false,
    });
  });
});
