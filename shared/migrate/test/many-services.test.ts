import { performance } from 'node:perf_hooks';
import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { createProject } from './project.ts';

const services = 10;
const filesEach = 20;

/** Tables, rows and an index, as migrations have them. */
function files(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: filesEach }, (_, index) => [
      `V${index + 1}__t.sql`,
      `CREATE TABLE t${index} (id INT PRIMARY KEY, v VARCHAR(20));\nINSERT INTO t${index} VALUES (1, 'a'), (2, 'b');\nCREATE INDEX i ON t${index} (v);\nUPDATE t${index} SET v = 'c' WHERE id = 2;`,
    ]),
  );
}

describe.each(testServers())('many services on $kind $version', (server) => {
  it('T36: 10 at once with 200 pending files are all migrated, without a deadlock', async () => {
    const projects = await Promise.all(
      Array.from({ length: services }, () => createProject(server, files())),
    );
    const started = performance.now();
    const reports = await Promise.all(projects.map((project) => migrate(project.config())));
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(
      `T36 on ${server.kind}: ${services * filesEach} files of ${services} services in ${seconds.toFixed(1)} s\n`,
    );
    expect(reports.map(({ applied }) => applied.length)).toEqual(projects.map(() => filesEach));
    for (const project of projects) {
      const [[failed]] = (await project.query('SELECT COUNT(*) FROM schema_version WHERE success = 0')) as [
        [number],
      ];
      expect(failed).toBe(0);
      expect(await project.query(`SELECT v FROM t${filesEach - 1} ORDER BY id`)).toEqual([['a'], ['c']]);
    }
  }, 180_000);
});
