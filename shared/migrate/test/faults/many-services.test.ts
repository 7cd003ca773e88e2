import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, type Files } from '../project.ts';
import { isFull } from './full.ts';
import { saw } from './saw.ts';

const services = 10;
const filesEach = isFull ? 200 : 20;
const filesOfOne = isFull ? 200 : 60;

const files: Files = Object.fromEntries(
  Array.from({ length: filesEach }, (_, index) => [
    `V${index + 1}__t.sql`,
    `CREATE TABLE t${index} (id INT PRIMARY KEY, a INT, b INT, KEY a (a), KEY b (b));\nINSERT INTO t${index} VALUES (${index}, 1, 2);`,
  ]),
);

describe.each(testServers())('on $kind $version', (server) => {
  it(
    `T36 ${services} services with ${filesEach} pending files each at the same time on one server`,
    { timeout: 600_000 },
    async ({ task }) => {
      const projects = await Promise.all(
        Array.from({ length: services }, () => createProject(server, files)),
      );
      const started = performance.now();
      const runs = await Promise.all(projects.map((project) => project.run(['migrate'])));
      const seconds = (performance.now() - started) / 1000;
      for (const { code, stderr } of runs) expect(`${code} ${stderr}`).toMatch(/^0 /);
      for (const project of projects) {
        const history = await project.history();
        expect(history).toHaveLength(filesEach);
        expect(history.every((row) => row.endsWith('SQL 1'))).toBe(true);
      }
      const printed = runs.map(({ stdout, stderr }) => `${stdout}${stderr}`).join('');
      expect(printed).not.toMatch(/\b1213\b|[Dd]eadlock/);
      saw(task, `${services * filesEach} files in ${seconds.toFixed(1)} s, no deadlock`);
    },
  );

  it(
    `T36 ${services} instances of one service with ${filesOfOne} pending files started at the same time`,
    { timeout: 600_000 },
    async ({ task }) => {
      const all = Array.from({ length: filesOfOne }, (_, index) => [
        `V${index + 1}__t.sql`,
        `CREATE TABLE t${index} (id INT PRIMARY KEY);\nINSERT INTO t${index} VALUES (1);`,
      ]);
      const project = await createProject(server, Object.fromEntries(all) as Files);
      const started = performance.now();
      const runs = await Promise.all(Array.from({ length: services }, () => project.run(['migrate'])));
      const seconds = (performance.now() - started) / 1000;
      for (const { code, stderr } of runs) expect(`${code} ${stderr}`).toMatch(/^0 /);
      expect(await project.history()).toHaveLength(filesOfOne);
      const applied = runs.filter(({ stdout }) => stdout.includes(`Applied V${filesOfOne}__t.sql`));
      expect(applied).toHaveLength(1);
      saw(task, `one applied ${filesOfOne} files, nine found nothing to do, ${seconds.toFixed(1)} s`);
    },
  );
});
