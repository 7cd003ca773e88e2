import {
  startProxy,
  testServers,
  type Cut,
  type TestServer,
  type Trigger,
} from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProject, type Project } from '../project.ts';
import { saw } from './saw.ts';

const files = {
  'V1__visits.sql': [
    'CREATE TABLE visit (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, note VARCHAR(20));',
    "INSERT INTO visit (note) VALUES ('first');",
    'ALTER TABLE visit ADD COLUMN ward INT;',
    "INSERT INTO visit (note, ward) VALUES ('second', 2);",
    'CREATE INDEX by_ward ON visit (ward);',
  ].join('\n'),
};
const cuts: readonly Cut[] = ['reset', 'end'];

describe.each(testServers())('on one $kind $version', (server) => {
  it.for(cuts)('T6 the connection is lost (%s) in a DDL that was applied', async (act, { task }) => {
    const project = await cutAt(server, { text: 'ADD COLUMN ward', at: 'answered', act });
    expect(await hasWard(project)).toBe(true);
    await goesOn(project);
    saw(task, 'answer lost, column there; migrate went on behind it');
  });

  it.for(cuts)('T6 the connection is lost (%s) while the server works on a DDL', async (act, { task }) => {
    const project = await cutAt(server, { text: 'ADD COLUMN ward', at: 'sent', act });
    await goesOn(project);
    saw(task, 'in flight; migrate waited for its end and went on behind it');
  });

  it.for(cuts)(
    'T7 the connection is lost (%s) in front of a DDL, which is not applied',
    async (act, { task }) => {
      const project = await cutAt(server, { text: 'ADD COLUMN ward', at: 'before', act });
      expect(await hasWard(project)).toBe(false);
      await goesOn(project);
      saw(task, 'column absent; migrate sent the statement again');
    },
  );
});

async function cutAt(server: TestServer, trigger: Trigger): Promise<Project> {
  const proxy = await startProxy(server);
  onTestFinished(() => proxy.close());
  const project = await createProject(server, files);
  void proxy.when(trigger);
  const lost = await project.run(['migrate'], { through: proxy.server });
  expect(lost.code).toBe(1);
  expect(lost.stderr).toContain('V1__visits.sql');
  return project;
}

async function hasWard(project: Project): Promise<boolean> {
  return (await project.query("SHOW COLUMNS FROM visit LIKE 'ward'")).length > 0;
}

async function goesOn(project: Project): Promise<void> {
  const { code, stdout, stderr } = await project.run(['migrate']);
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(`${stdout}${stderr}`).not.toMatch(/\b10(?:50|60|61)\b/);
  const rows = await project.query('SELECT note, ward FROM visit ORDER BY id');
  expect(rows).toEqual([
    ['first', null],
    ['second', 2],
  ]);
  expect(await project.query("SHOW INDEX FROM visit WHERE Key_name = 'by_ward'")).toHaveLength(1);
  expect(await project.history()).toEqual(['1 SQL 1']);
}
