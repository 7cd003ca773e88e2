import { describe, expect, it } from 'vitest';
import { parseServiceMap } from '../map/parse-service-map.ts';
import { loadServiceMap } from '../map/load-service-map.ts';
import type { Grant } from '../plan/grant.ts';
import { grantedDatabase } from './quote.ts';
import { createUser, grant, noPassword, setPassword } from './statements.ts';
import { writtenFiles } from './written-files.ts';

const account = { user: 'auth_service', host: 'localhost' };

function onDatabase(privilege: string, database: string): Grant {
  return { privileges: [privilege], on: { level: 'database', pattern: grantedDatabase(database) } };
}

describe('the statements', () => {
  it.each([
    ['svc_a', "GRANT SELECT ON `svc\\_a`.* TO 'auth_service'@'localhost'"],
    ['a%', "GRANT SELECT ON `a\\%`.* TO 'auth_service'@'localhost'"],
    ['a\\b', "GRANT SELECT ON `a\\\\b`.* TO 'auth_service'@'localhost'"],
    ['a`b', "GRANT SELECT ON `a``b`.* TO 'auth_service'@'localhost'"],
  ])('U1 escape the wildcards of database %s in GRANT', (database, sql) => {
    expect(grant(onDatabase('SELECT', database), account)).toBe(sql);
  });

  it('grant a service everything on its database', () => {
    expect(grant(onDatabase('ALL PRIVILEGES', 'nc_auth'), account)).toMatch(
      /^GRANT ALL PRIVILEGES ON `nc\\_auth`\.\* TO /,
    );
  });

  it('quote an account with a quote in it', () => {
    expect(createUser('mariadb', { user: "o'x", host: '%' }, '*00')).toMatch(
      /^CREATE USER IF NOT EXISTS 'o''x'@'%' /,
    );
  });

  it("write MariaDB's hash as text and MySQL's as hexadecimals", () => {
    expect(setPassword('mariadb', account, '*AB12')).toBe(
      "ALTER USER 'auth_service'@'localhost' IDENTIFIED VIA mysql_native_password USING '*AB12' ACCOUNT UNLOCK",
    );
    expect(setPassword('mysql', account, '0x2441')).toBe(
      "ALTER USER 'auth_service'@'localhost' IDENTIFIED WITH caching_sha2_password AS 0x2441 ACCOUNT UNLOCK",
    );
  });

  it('mark an account without a password by a well-formed string of 70 characters on MySQL', () => {
    expect(noPassword('mysql')).toHaveLength(70);
  });
});

describe('the written files', () => {
  const files = writtenFiles(loadServiceMap());

  it('create eight databases, one a statement', () => {
    const lines = files['create-service-databases.sql']
      .split('\n')
      .filter((line) => line.startsWith('CREATE'));
    expect(lines).toHaveLength(8);
    expect(lines[0]).toBe(
      'CREATE DATABASE IF NOT EXISTS `nilecare_auth` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;',
    );
  });

  it('grant eight times everything and eight times SELECT, nothing else', () => {
    const grants = files['create-service-users.sql'].split('\n').filter((line) => line.startsWith('GRANT'));
    expect(grants.filter((line) => line.startsWith('GRANT ALL PRIVILEGES ON `nilecare\\_'))).toHaveLength(8);
    expect(
      grants.filter((line) => /^GRANT SELECT ON .* TO 'readonly_service'@'localhost';$/.test(line)),
    ).toHaveLength(8);
    expect(grants).toHaveLength(16);
  });

  it('take a hash of each of the nine users from a session variable', () => {
    const variables = files['create-service-users.sql'].match(/^SET @nilecare_hash = @\w+_password_hash;$/gm);
    expect(variables).toHaveLength(9);
  });

  it('follow the map', () => {
    const service = { name: 'x', database: 'x_db', user: 'x_user', port: 1, phase: 1, priority: 1 };
    const map = parseServiceMap(JSON.stringify({ readonlyUser: 'r', services: [service] }));
    expect(writtenFiles(map)['create-service-users.sql']).toContain(
      "GRANT ALL PRIVILEGES ON `x\\_db`.* TO 'x_user'@",
    );
  });
});
