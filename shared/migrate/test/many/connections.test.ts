/** On servers of its own, whose limits and counters nobody else changes or feels. */
import { rm } from 'node:fs/promises';
import { startThrowawayServer, testServers, type ThrowawayServer } from '@nilecare/dev-database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/commands/migrate.ts';
import { runMany } from '../../src/commands/many/run-many.ts';
import { onDatabases } from '../../src/config/on-databases.ts';
import { sharedFiles } from '../../src/source/file-source.ts';
import { createTenants } from './tenants.ts';

const files = {
  'V1__a.sql': 'CREATE TABLE a (id INT PRIMARY KEY);',
  'V2__b.sql': 'INSERT INTO a VALUES (1);',
};

describe.each(testServers())('connections of many databases on $kind $version', ({ kind }) => {
  let own: ThrowawayServer;
  beforeAll(async () => {
    own = await startThrowawayServer({ kind });
  });
  afterAll(() => own.stop());

  it('are one a database, and no more than -concurrency= at once', async () => {
    const { project, names, flag, histories, query } = await createTenants(own.server, 50, files);
    const countOpened = async () => Number((await query("SHOW GLOBAL STATUS LIKE 'Connections'"))[0]?.[1]);
    await query('FLUSH STATUS');
    const before = await countOpened();
    const { code, stdout, stderr } = await project.run([flag, '-concurrency=8', 'migrate'], {
      through: own.server,
    });
    expect(`${code} ${stderr}`).toBe('0 ');
    expect(stdout).toContain('50 of 50 done');
    const [[, used] = []] = await query("SHOW GLOBAL STATUS LIKE 'Max_used_connections'");
    expect((await countOpened()) - before).toBe(50);
    // Two are this test's. A busy server counts one for a while after it has hung up, when the next is there already.
    expect(Number(used)).toBeLessThanOrEqual(2 + 2 * 8);
    expect(await histories()).toEqual(names.map((name) => `${name}: 1 2`));
  });

  it('read the files once for all', async () => {
    const { project, names, histories } = await createTenants(own.server, 12, files);
    const source = sharedFiles();
    const configs = onDatabases(project.config(), names);
    let isRead = false;
    const outcomes = await runMany(
      configs.map((config) => ({ name: config.defaultSchema, config, source })),
      async (config, options) => {
        const report = await migrate(config, options);
        if (!isRead) await rm(project.folder, { recursive: true });
        isRead = true;
        return report;
      },
      { concurrency: 1 },
    );
    expect(outcomes.map(({ kind: how }) => how)).toEqual(names.map(() => 'done'));
    expect(await histories()).toEqual(names.map((name) => `${name}: 1 2`));
  });

  it('are waited for where an account may have few', async () => {
    const { project, names, flag, histories, query } = await createTenants(own.server, 20, files);
    await query("CREATE USER few@'%' IDENTIFIED BY 'Few-Connections-1'");
    await query(`GRANT ALL ON \`${(names[0] ?? '').slice(0, 10)}%\`.* TO few@'%'`);
    await query("ALTER USER few@'%' WITH MAX_USER_CONNECTIONS 4");
    const { code, stdout, stderr } = await project.run([
      ...[flag, '-concurrency=12', '-user=few', '-password=Few-Connections-1', 'migrate'],
    ]);
    expect(`${code} ${stderr}`).toBe('0 ');
    expect(stdout).toContain('20 of 20 done');
    expect(stdout).toMatch(/WARNING: The server had no connection left.* Say -concurrency=\d/);
    expect(await histories()).toEqual(names.map((name) => `${name}: 1 2`));
    await query("ALTER USER few@'%' WITH MAX_USER_CONNECTIONS 0");
  });

  it('are waited for when the server has none left, and a database that gets none is not begun', async () => {
    const { project, names, flag, histories, query } = await createTenants(own.server, 20, files);
    await query("CREATE USER IF NOT EXISTS few@'%' IDENTIFIED BY 'Few-Connections-1'");
    await query(`GRANT ALL ON \`${(names[0] ?? '').slice(0, 10)}%\`.* TO few@'%'`);
    const login = ['-user=few', '-password=Few-Connections-1'];
    // The least that MariaDB allows.
    await query('SET GLOBAL max_connections = 10');
    const { code, stdout, stderr } = await project.run([flag, ...login, '-concurrency=20', 'migrate']);
    expect(`${code} ${stderr}`).toBe('0 ');
    expect(stdout).toContain('20 of 20 done');
    expect(await histories()).toEqual(names.map((name) => `${name}: 1 2`));
    const taken = await Promise.all(
      Array.from({ length: 10 }, () => project.connect().catch(() => undefined)),
    );
    const refused = await project.run([flag, ...login, '-lockTimeout=1', '-concurrency=20', 'migrate']);
    for (const connection of taken) connection?.destroy();
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('0 of 20 done, 20 not begun');
    expect(refused.stderr).toContain(`${names[7] ?? ''} was not begun. Unable to connect`);
  });

  it('change nothing when a statement is longer than the server takes', async () => {
    const { project, flag, histories, query } = await createTenants(own.server, 3, {
      ...files,
      'V3__long.sql': `INSERT INTO a SELECT LENGTH('${'x'.repeat(5000)}');`,
    });
    await query('SET GLOBAL max_allowed_packet = 4096');
    const { code, stdout, stderr } = await project.run([flag, 'migrate']);
    await query('SET GLOBAL max_allowed_packet = 16777216');
    expect(code).toBe(1);
    expect(stdout).toContain('0 of 3 done, 3 failed');
    expect(stderr.match(/takes at most \d+ \(max_allowed_packet\)/g)).toHaveLength(3);
    expect(await histories()).toEqual([]);
  });
});
