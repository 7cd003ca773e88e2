import { createConnection } from 'mysql2/promise';
import { describe, expect, it } from 'vitest';
import { generatePassword, hashPassword } from './password-hash.ts';
import { testServers } from './testing.ts';
import { withConnection } from './server/connect.ts';

describe('hashPassword', () => {
  it('gives the hash that MariaDB documents for PASSWORD()', () => {
    expect(hashPassword('mariadb', 'notagoodpwd')).toBe('*3A70EE9FC6594F88CE9E959CD51C5A1C002DC937');
  });

  it('gives MySQL 70 bytes that begin with the rounds and the salt', () => {
    const bytes = Buffer.from(hashPassword('mysql', 'any', 'abcdefghijABCDEFGHIJ').slice(2), 'hex');
    expect(bytes).toHaveLength(70);
    expect(bytes.toString('latin1')).toMatch(/^\$A\$00A\$abcdefghijABCDEFGHIJ[./0-9A-Za-z]{43}$/);
  });
});

describe('generatePassword', () => {
  it('never gives the same one twice, and only characters that need no quoting', () => {
    const passwords = Array.from({ length: 100 }, () => generatePassword());
    expect(new Set(passwords).size).toBe(100);
    for (const password of passwords) expect(password).toMatch(/^[A-Za-z0-9]{24}$/);
  });
});

describe.each(testServers())('on $kind $version', (server) => {
  it.each([
    'short',
    "it's 16 bytes ok",
    'exactly-thirty-two-bytes-of-text',
    'a password that is much longer than one digest of SHA-256, with ünïcödé',
  ])('lets a user in whose account was made from the hash of %j, and nobody else', async (password) => {
    const user = `t_${generatePassword(8)}`;
    const hash = hashPassword(server.kind, password);
    const how = server.kind === 'mysql' ? `WITH caching_sha2_password AS ${hash}` : `BY PASSWORD '${hash}'`;
    const { host, port } = server;
    const logIn = async (word: string): Promise<void> => {
      const connection = await createConnection({ host, port, user, password: word });
      connection.destroy();
    };
    await withConnection(server, (admin) =>
      admin.query(`CREATE USER '${user}'@'localhost' IDENTIFIED ${how}`),
    );
    try {
      await logIn(password);
      await expect(logIn(`${password}x`)).rejects.toMatchObject({ errno: 1045 });
    } finally {
      await withConnection(server, (admin) => admin.query(`DROP USER '${user}'@'localhost'`));
    }
  });
});
