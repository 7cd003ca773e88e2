import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestSchema, testServers, type TestServer } from '@nilecare/dev-database/testing';
import { loadConfig, migrate } from '@nilecare/migrate';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Audit } from './model.ts';
import { auditLive } from './read/audit.ts';
import { auditDocument } from './report/document/audit-document.ts';
import { liveText } from './report/live-text.ts';
import { auditText } from './report/text.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');

/** Everything that the rules look for in a schema, in the text of both servers. */
const defects = (other: string): readonly string[] => [
  'CREATE TABLE users (id CHAR(36) COLLATE ascii_bin PRIMARY KEY, email VARCHAR(254) COMMENT "PII", code INT, KEY idx_users_code (code))',
  'CREATE TABLE no_key (id INT) ENGINE = InnoDB',
  'CREATE TABLE old_engine (id INT PRIMARY KEY) ENGINE = MyISAM',
  `CREATE TABLE orders (
     id CHAR(36) COLLATE ascii_bin PRIMARY KEY, user_id CHAR(36) COLLATE ascii_bin, status VARCHAR(20),
     note VARCHAR(20) CHARACTER SET latin1, price DOUBLE, seen_at TIMESTAMP NULL, first_name VARCHAR(50),
     patient_id CHAR(36) COLLATE ascii_bin COMMENT 'PHI', made_at DATETIME(6), user_code INT, other_id CHAR(36) COLLATE ascii_bin,
     KEY idx_status (status), KEY idx_status_again (status), KEY idx_status_made_at (status, made_at),
     UNIQUE KEY uk_status_id (status, id),
     ${'abcdefgh'
       .split('')
       .map((name) => `${name} INT, KEY idx_${name} (${name})`)
       .join(', ')},
     KEY idx_user_id (user_id),
     CONSTRAINT fk_user_id FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
     CONSTRAINT fk_user_code FOREIGN KEY (user_code) REFERENCES users (code),
     CONSTRAINT fk_other_id FOREIGN KEY (other_id) REFERENCES \`${other}\`.others (id)
   )`,
  'CREATE SQL SECURITY DEFINER VIEW v_late AS SELECT id FROM orders WHERE made_at > NOW()',
];

/** MySQL keeps the index of a foreign key in any case. */
const defectsOfMariadb = [
  'SET SESSION foreign_key_checks = 0',
  'ALTER TABLE orders DROP KEY idx_user_id',
  'SET SESSION foreign_key_checks = 1',
];

describe.each(testServers())('the audit of databases on $kind $version', (server) => {
  const root = mkdtempSync(path.join(tmpdir(), 'an audit '));
  let schemas: readonly Awaited<ReturnType<typeof createTestSchema>>[] = [];
  let connection: Connection;
  let audit: Audit;

  beforeAll(async () => {
    schemas = await Promise.all([createTestSchema(server), createTestSchema(server)]);
    const [schema = '', other = ''] = schemas.map(({ name }) => name);
    const { host, port, user, password } = server;
    connection = await createConnection({ host, port, user, password, database: schema });
    const folder = makeService(root, 'auth-service', server, { DB_NAME: schema });
    writeFileSync(
      path.join(folder, 'migrations', 'V1__First.sql'),
      'CREATE TABLE first (id INT PRIMARY KEY);',
    );
    await migrate(loadConfig({ environment: {}, envFile: '.env', workingDirectory: folder }).config);
    writeFileSync(path.join(folder, 'migrations', 'V2__Second.sql'), 'SELECT 1;');
    mkdirSync(path.join(folder, 'src'));
    writeFileSync(
      path.join(folder, 'src', 'orders.ts'),
      'export const query = `SELECT id FROM orders WHERE price > ?`;\n',
    );
    makeService(root, 'billing-service', server, { DB_NAME: schema, DB_PORT: '1' });
    makeService(root, 'payment-gateway-service', server, { DB_NAME: 'nilecare_not_there' });
    makeService(root, 'facility-service', server, {
      DB_NAME: 'nilecare_not_there',
      FLYWAY_URL: withoutDatabase(server),
      FLYWAY_DEFAULT_SCHEMA: 'nilecare_not_there',
    });
    await makeGuest(connection, schema);
    makeService(root, 'ghost-service', server, {
      DB_NAME: schema,
      DB_USER: `guest_${schema}`,
      DB_PASSWORD: 'a-guest-reads-41',
    });
    await allowAmbiguousKeys(connection);
    await connection.query(`CREATE TABLE \`${other}\`.others (id CHAR(36) COLLATE ascii_bin PRIMARY KEY)`);
    for (const sql of [...defects(other), ...(server.kind === 'mariadb' ? defectsOfMariadb : [])])
      await connection.query(sql);
    audit = await auditLive({ root, environment: {} });
  });
  afterAll(async () => {
    await connection.query(`DROP USER IF EXISTS 'guest_${schemas[0]?.name}'@'%'`);
    connection.destroy();
    for (const schema of schemas) await schema.drop();
    rmSync(root, { recursive: true });
  });

  it('finds every defect of a schema, its migrations and its code, and nothing else', () => {
    const isMariadb = server.kind === 'mariadb';
    expect(of('auth-service')).toEqual([
      expect.stringMatching(/^migration V2__Second\.sql Detected resolved migration not applied/),
      'no-primary-key no_key',
      'other-engine old_engine MyISAM',
      `foreign-key-leaves orders fk_other_id ${schemas[1]?.name}`,
      ...(isMariadb ? ['foreign-key-unindexed orders fk_user_id'] : []),
      'append-only-missing auth_audit_logs',
      'append-only-missing auth_login_attempts',
      'undo-missing V1__First.sql',
      'undo-missing V2__Second.sql',
      'other-charset orders note latin1_swedish_ci',
      'inexact-number orders price',
      'ends-2038 orders seen_at',
      'foreign-key-not-unique orders fk_user_code',
      'foreign-key-acts orders fk_user_id ON DELETE CASCADE',
      'filter-unindexed orders made_at v_late',
      'filter-unindexed orders price src/orders.ts:1',
      'prefix-index orders idx_status idx_status_made_at',
      'duplicate-index orders idx_status_again idx_status',
      'implied-unique orders uk_status_id PRIMARY',
      'definer-rights view v_late',
      `many-indexes orders ${isMariadb ? 14 : 15}`,
      'reference-unindexed orders patient_id',
      'unmarked-personal-data orders first_name',
    ]);
  });

  it('tells in a sentence why a service or the accounts cannot be read', () => {
    expect(of('billing-service')).toEqual([
      expect.stringContaining('not-read schema Unable to connect to 127.0.0.1:1 as root'),
    ]);
    expect(of('payment-gateway-service')).toEqual([expect.stringContaining('nilecare_not_there')]);
    expect(of('facility-service')).toEqual([
      expect.stringContaining("`nilecare_not_there` doesn't exist yet"),
    ]);
    expect(of('all services')).toEqual([expect.stringContaining("Run 'npm run db:start'")]);
    expect(of('lab-service')).toEqual([]);
  });

  it('tells what an account may not see, and of a folder that the map does not know', () => {
    const found = of('ghost-service');
    expect(found).toContain('not-in-map');
    expect(found).toContain(
      `missing-rights guest_${schemas[0]?.name}@% INSERT SHOW VIEW TRIGGER EVENT EXECUTE`,
    );
  });

  it('puts all of it into words, with the sizes of this moment and without a password', () => {
    const document = auditDocument(audit, liveText(audit, new Date('2030-01-02T03:04:05Z')));
    expect(document).toContain(`on 2030-01-02 03:04 UTC from ${serverText(server)}`);
    expect(document).toMatch(/\| `t_\w+\.orders` +\| 0 /);
    expect(document).toMatch(/\| 1 +\| auth-service +\| no_key has no primary key\. +\| `no-primary-key` /);
    const printed = auditText(audit);
    expect(printed).toContain('priority 1, no-primary-key:\n    auth-service: no_key has no primary key.');
    for (const text of [document, printed, JSON.stringify(audit)]) {
      expect(text).not.toContain(server.password);
      expect(text).not.toContain('a-guest-reads-41');
      expect(text).not.toMatch(/undefined|\[object/);
    }
  });

  it('takes over what the rules of names find', () => {
    expect(named('auth-service')).toContain('FOREIGN_KEY_NAME');
    expect(named('auth-service')).toContain('TABLE_PLURAL');
    expect(named('auth-service')).not.toContain('NAME_FORM');
  });

  function named(name: string): readonly string[] {
    return audit.findings.flatMap((finding) =>
      finding.service === name && finding.code === 'name' ? [finding.rule] : [],
    );
  }

  /** `code table thing` of each finding about a service, without those of names. */
  function of(name: string): readonly string[] {
    return audit.findings
      .filter(({ service, code }) => service === name && code !== 'name')
      .map(({ priority: _, service: __, ...detail }) => Object.values(detail).flat().join(' '));
  }
});

/** As with `createSchemas`, where the engine makes the database. */
function withoutDatabase({ host, port }: TestServer): string {
  return `jdbc:mysql://${host}:${port}/`;
}

function serverText({ kind, version }: TestServer): string {
  return `${kind === 'mariadb' ? 'MariaDB' : 'MySQL'} ${version}`;
}

function makeService(
  root: string,
  name: string,
  server: TestServer,
  change: Readonly<Record<string, string>>,
): string {
  const folder = path.join(root, 'microservices', name);
  mkdirSync(path.join(folder, 'migrations'), { recursive: true });
  cpSync(
    path.join(repository, 'microservices', 'auth-service', 'flyway.conf'),
    path.join(folder, 'flyway.conf'),
  );
  const variables = {
    DB_HOST: server.host,
    DB_PORT: String(server.port),
    DB_USER: server.user,
    DB_PASSWORD: server.password,
    ...change,
  };
  const lines = Object.entries(variables).map(([variable, value]) => `${variable}='${value}'\n`);
  writeFileSync(path.join(folder, '.env'), lines.join(''), { mode: 0o600 });
  return folder;
}

/** May read what is called so, this schema among it. */
async function makeGuest(connection: Connection, schema: string): Promise<void> {
  await connection.query(`CREATE USER 'guest_${schema}'@'%' IDENTIFIED BY 'a-guest-reads-41'`);
  const pattern = `${schema.slice(0, -1).replaceAll('_', '\\_')}%`;
  await connection.query(`GRANT SELECT ON \`${pattern}\`.* TO 'guest_${schema}'@'%'`);
}

/** MySQL refuses such keys by default since 8.4. */
async function allowAmbiguousKeys(connection: Connection): Promise<void> {
  const name = 'restrict_fk_on_non_standard_key';
  const [rows] = await connection.query<RowDataPacket[]>('SHOW VARIABLES LIKE ?', [name]);
  if (rows.length > 0) await connection.query(`SET SESSION ${name} = OFF`);
}
