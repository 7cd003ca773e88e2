import { testServers } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { provision } from '../src/commands/provision.ts';
import { memorySecretStore } from '../src/passwords/secret-store.ts';
import { dropAll, errnoOf, randomMap, rowsOf } from './random-map.ts';

describe.each(testServers())('accounts on $kind $version', (server) => {
  // The underscore of the first would be a wildcard that opens the second.
  const map = randomMap('svc_a', 'svcxa');
  const [own, other] = map.services.map(({ database }) => database);
  const secrets = memorySecretStore();
  const user = map.services[0]?.user ?? '';
  const service = () => ({ ...server, user, password: secrets.known(user)?.password ?? '' });
  const routine = 'SELECT 1';

  beforeAll(async () => {
    await provision({ connection: server, map, secrets });
    for (const database of [own, other]) {
      await rowsOf(
        server,
        `CREATE TABLE ${database}.t (id INT PRIMARY KEY, n INT)`,
        `INSERT INTO ${database}.t VALUES (1, 1)`,
      );
    }
    await rowsOf(server, `CREATE PROCEDURE ${other}.p() ${routine}`);
    await rowsOf(service(), `CREATE PROCEDURE ${own}.p() ${routine}`);
  });
  afterAll(() => dropAll(server, map));

  /** 1044 database, 1142 table or view, 1370 routine. */
  it.each([
    ['USE', 1044, (db?: string) => `USE ${db}`],
    ['SELECT', 1142, (db?: string) => `SELECT * FROM ${db}.t`],
    ['INSERT', 1142, (db?: string) => `INSERT INTO ${db}.t VALUES (2, 2)`],
    ['UPDATE', 1142, (db?: string) => `UPDATE ${db}.t SET n = 2`],
    ['DELETE', 1142, (db?: string) => `DELETE FROM ${db}.t WHERE id = 3`],
    ['CREATE TABLE', 1142, (db?: string) => `CREATE TABLE ${db}.c (id INT PRIMARY KEY)`],
    ['ALTER TABLE', 1142, (db?: string) => `ALTER TABLE ${db}.t ADD COLUMN c INT`],
    ['CREATE INDEX', 1142, (db?: string) => `CREATE INDEX i ON ${db}.t (n)`],
    ['CREATE VIEW', 1142, (db?: string) => `CREATE VIEW ${db}.v AS SELECT 1 AS one`],
    [
      'CREATE TRIGGER',
      1142,
      (db?: string) => `CREATE TRIGGER ${db}.g BEFORE INSERT ON ${db}.t FOR EACH ROW SET NEW.n = 0`,
    ],
    ['CREATE PROCEDURE', 1044, (db?: string) => `CREATE PROCEDURE ${db}.q() ${routine}`],
    ['CALL', 1370, (db?: string) => `CALL ${db}.p()`],
    ['DROP PROCEDURE', 1370, (db?: string) => `DROP PROCEDURE ${db}.p`],
    ['TRUNCATE', 1142, (db?: string) => `TRUNCATE TABLE ${db}.t`],
    ['RENAME TABLE', 1142, (db?: string) => `RENAME TABLE ${db}.t TO ${db}.r`],
    ['DROP TABLE', 1142, (db?: string) => `DROP TABLE ${db}.r`],
    ['ALTER DATABASE', 1044, (db?: string) => `ALTER DATABASE ${db} CHARACTER SET utf8mb4`],
    ['DROP DATABASE', 1044, (db?: string) => `DROP DATABASE ${db}`],
  ])('U1 a service is refused %s elsewhere (%i); administrator and owner are not', async (_, errno, sql) => {
    expect(await errnoOf(service(), sql(other))).toBe(errno);
    expect(await errnoOf(service(), sql(own))).toBe(0);
    expect(await errnoOf(server, sql(other))).toBe(0);
  });

  it('a service sees no other database', async () => {
    const rows = await rowsOf(service(), `SELECT schema_name AS name FROM information_schema.schemata`);
    const names = rows.map((row) => String(row['name']));
    expect(names.filter((name) => !/^(information|performance)_schema$/i.test(name))).toEqual([]);
  });
});

describe.each(testServers())('the reader on $kind $version', (server) => {
  const map = randomMap('a', 'b');
  const secrets = memorySecretStore();
  const reader = () => ({
    ...server,
    user: map.readonlyUser,
    password: secrets.known(map.readonlyUser)?.password ?? '',
  });
  beforeAll(async () => {
    await provision({ connection: server, map, secrets });
    for (const { database } of map.services)
      await rowsOf(server, `CREATE TABLE ${database}.t (id INT PRIMARY KEY)`);
  });
  afterAll(() => dropAll(server, map));

  it('selects from every database', async () => {
    for (const { database } of map.services)
      expect(await errnoOf(reader(), `SELECT * FROM ${database}.t`)).toBe(0);
  });

  it.each([
    ['INSERT', 1142, (db?: string) => `INSERT INTO ${db}.t VALUES (1)`],
    ['UPDATE', 1142, (db?: string) => `UPDATE ${db}.t SET id = 2`],
    ['DELETE', 1142, (db?: string) => `DELETE FROM ${db}.t`],
    ['CREATE TABLE', 1142, (db?: string) => `CREATE TABLE ${db}.c (id INT PRIMARY KEY)`],
    ['CREATE TEMPORARY TABLE', 1044, (db?: string) => `CREATE TEMPORARY TABLE ${db}.c (id INT PRIMARY KEY)`],
    ['LOCK TABLES', 1044, (db?: string) => `LOCK TABLES ${db}.t READ`],
    ['ALTER TABLE', 1142, (db?: string) => `ALTER TABLE ${db}.t ADD COLUMN c INT`],
    ['DROP TABLE', 1142, (db?: string) => `DROP TABLE ${db}.t`],
    ['DROP DATABASE', 1044, (db?: string) => `DROP DATABASE ${db}`],
  ])('is refused %s (%i), which the administrator may do', async (_, errno, sql) => {
    const database = map.services[0]?.database;
    expect(await errnoOf(reader(), sql(database))).toBe(errno);
    expect(await errnoOf(server, sql(database))).toBe(0);
  });

  it.each([
    ['CREATE USER', 1227, () => `CREATE USER '${map.readonlyUser.slice(0, 9)}_x'@'localhost'`],
    ['SELECT of accounts', 1142, () => 'SELECT * FROM mysql.user'],
  ])('is refused %s (%i)', async (_, errno, sql) => {
    expect(await errnoOf(reader(), sql())).toBe(errno);
  });
});
