import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject, type Project } from '../project.ts';
import { saw } from './saw.ts';

/** Makes the server refuse each new row of the history, a failed one too. */
const refuse =
  "CREATE TRIGGER no_more_history BEFORE INSERT ON schema_version FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the history is closed'";

const endings = [
  ['a DDL', 'CREATE TABLE bed (id INT PRIMARY KEY);\nALTER TABLE bed ADD COLUMN ward INT;', []],
  [
    'a DML',
    'CREATE TABLE bed (id INT PRIMARY KEY, ward INT);\nINSERT INTO bed VALUES (1, 7);\nUPDATE bed SET ward = ward + 1;',
    [[1, 8]],
  ],
  [
    'a COMMIT',
    'CREATE TABLE bed (id INT PRIMARY KEY, ward INT);\nSTART TRANSACTION;\nINSERT INTO bed VALUES (1, 7);\nCOMMIT;',
    [[1, 7]],
  ],
] as const;

describe.each(testServers())('on $kind $version', (server) => {
  it.for(endings)(
    'T18 the history refuses the row of a script that ends with %s: the next run finds what is done',
    async ([, script, rows], { task }) => {
      const project = await closedHistory(server, script);
      const { code, stderr } = await project.run(['migrate']);
      expect(code).toBe(1);
      expect(stderr).toContain('the history is closed');
      expect(await project.history()).toEqual(['1 SQL 1']);

      await project.query('DROP TRIGGER no_more_history');
      const next = await project.run(['migrate']);
      expect(`${next.code} ${next.stderr}`).toMatch(/^0 /);
      expect(await project.history()).toEqual(['1 SQL 1', '2 SQL 1']);
      expect(await project.query('SELECT id, ward FROM bed')).toEqual(rows);
      saw(
        task,
        'history closed by a trigger, opened again; migrate recorded the script without 1050 or 1060',
      );
    },
  );
});

async function closedHistory(server: Parameters<typeof createProject>[0], script: string): Promise<Project> {
  const project = await createProject(server, { 'V1__ward.sql': 'CREATE TABLE ward (id INT PRIMARY KEY);' });
  expect(await project.run(['migrate'])).toMatchObject({ code: 0 });
  await project.query(refuse);
  await project.write({ 'V2__bed.sql': script });
  return project;
}
