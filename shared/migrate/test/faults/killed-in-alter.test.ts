import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { createConnection } from 'mysql2/promise';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject } from '../project.ts';
import { columns, copying, fillPatients, patience, rowCount, slowAlter } from './large-table.ts';
import { saw } from './saw.ts';

const files = {
  'V1__patients.sql': fillPatients,
  'V2__phone.sql': [
    'CREATE TABLE before_it (id INT PRIMARY KEY);',
    'INSERT INTO before_it VALUES (1);',
    `${slowAlter};`,
    "UPDATE patient SET phone = '07' WHERE id < 10;",
  ].join('\n'),
};
const altered = ['id', 'name', 'note', 'phone'];

describe.each(testServers())('on $kind $version', (server) => {
  it(
    'T5 a migrator killed in a long ALTER is started again: it waits for the orphan and goes on',
    { timeout: patience },
    async ({ task }) => {
      const project = await createProject(server, files);
      expect(await project.run(['migrate', '-target=1'])).toMatchObject({ code: 0 });
      const first = project.start(['migrate']);
      await copying(project);
      first.child.kill('SIGKILL');
      expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });
      expect(await columns(project)).not.toContain('phone');

      const started = performance.now();
      const { code, stdout, stderr } = await project.run(['migrate']);
      expect(`${code} ${stderr}`).toMatch(/^0 /);
      expect(`${stdout}${stderr}`).not.toContain('1060');
      expect(await columns(project)).toEqual(altered);
      expect(await project.query('SELECT COUNT(*), SUM(phone = "07") FROM patient')).toEqual([
        [rowCount, '10'],
      ]);
      expect(await project.query('SELECT id FROM before_it')).toEqual([[1]]);
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      saw(task, `${rowCount} rows; the second run took ${seconds} s, the column was there once, no 1060`);
    },
  );

  it(
    'T8 the server is killed in an ALTER and started again: the old definition, every row, and it goes on',
    { timeout: patience },
    async ({ task }) => {
      const own = await startThrowawayServer({ kind: server.kind, durable: true });
      onTestFinished(() => own.stop());
      const project = await createProject(own.server, files);
      expect(await project.run(['migrate', '-target=1'])).toMatchObject({ code: 0 });
      const first = project.start(['migrate']);
      await copying(project);
      await own.kill();
      const lost = await first.ended;
      expect(lost.code).toBe(1);
      expect(lost.stderr).toContain('V2__phone.sql');
      await own.restart();

      const { host, port, user, password } = own.server;
      const direct = await createConnection({ host, port, user, password, database: project.schema });
      onTestFinished(() => direct.destroy());
      const query = async (sql: string) =>
        (await direct.query<[]>({ sql, rowsAsArray: true }))[0] as unknown[][];
      expect(await columns({ query })).toEqual(['id', 'name', 'note']);
      expect(await query('SELECT COUNT(*) FROM patient')).toEqual([[rowCount]]);

      const { code, stderr } = await project.run(['migrate']);
      expect(`${code} ${stderr}`).toMatch(/^0 /);
      expect(await columns({ query })).toEqual(altered);
      expect(await query('SELECT COUNT(*), SUM(phone = "07") FROM patient')).toEqual([[rowCount, '10']]);
      expect(await query('SELECT id FROM before_it')).toEqual([[1]]);
      expect(await query('SELECT version, success FROM schema_version ORDER BY installed_rank')).toEqual([
        ['1', 1],
        ['2', 1],
      ]);
      saw(
        task,
        `${rowCount} rows before and after; old definition after the restart; V2 finished by migrate alone`,
      );
    },
  );
});
