/** Files of any size: here small ones are read as large ones are, in the engine as a library. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startThrowawayServer, testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { resume } from '../src/commands/resume.ts';
import { undo } from '../src/commands/undo.ts';
import { ScriptError } from '../src/errors.ts';
import type { Listener } from '../src/execute/events.ts';
import { ChangedStatementError } from '../src/resume-errors.ts';
import { InterruptedError, PartialRunError } from '../src/run-errors.ts';
import { describeError } from '../src/report/describe-error.ts';
import { ownFiles } from '../src/source/file-source.ts';
import { createProject, rejection, type Project } from './project.ts';

/** Every file counts as large. */
const streamed = (more: object = {}) => ({ source: ownFiles(0), ...more });

const script = `CREATE TABLE a (id INT PRIMARY KEY, note VARCHAR(40));
INSERT INTO a VALUES (1, '\${schema}; ä'), (2, 'it''s');
SET @x = 7;
CREATE TABLE b (id INT);
INSERT INTO b VALUES (@x);
DELIMITER //
CREATE PROCEDURE p() BEGIN INSERT INTO b VALUES (8); END//
DELIMITER ;
CALL p();
`;

/** All that a run leaves but for times and run numbers. */
async function traces(project: Project): Promise<unknown> {
  return {
    history: await project.query('SELECT version, script, checksum, success FROM schema_version'),
    journal: await project
      .query('SELECT script, state, total, committed, digests FROM schema_version_journal ORDER BY id')
      .catch(() => []),
    a: await project.query('SELECT * FROM a ORDER BY id'),
    b: await project.query('SELECT * FROM b ORDER BY id'),
  };
}

/** Stops in front of the answer to a statement. */
function stopAt(number: number): { readonly stop: AbortSignal; readonly listener: Listener } {
  const controller = new AbortController();
  return {
    stop: controller.signal,
    listener: (event) => {
      if (event.type === 'statement-started' && event.statement.number === number)
        controller.abort('SIGTERM');
    },
  };
}

describe.each(testServers())('a large file on $kind $version', (server) => {
  const project = (files: Readonly<Record<string, string>>) => createProject(server, files);
  const settings = { placeholders: { schema: 'shop' } };

  it('leaves what a small one leaves', async () => {
    const files = { 'V1__a.sql': script };
    const [small, large] = [await project(files), await project(files)];
    await migrate(small.config(settings));
    await migrate(large.config(settings), streamed());
    expect(await traces(large)).toEqual(await traces(small));
    expect((await migrate(large.config(settings), streamed())).applied).toEqual([]);
  });

  it('goes on where it was stopped', async () => {
    const stopped = await project({ 'V1__a.sql': script });
    const error = await rejection(migrate(stopped.config(settings), streamed(stopAt(4))), PartialRunError);
    expect(error.cause).toBeInstanceOf(InterruptedError);
    await migrate(stopped.config(settings), streamed());
    expect(await stopped.query('SELECT id FROM b ORDER BY id')).toEqual([[7], [8]]);
    expect(await stopped.history()).toEqual(['1 SQL 1']);
  });

  it('is not gone on with when what is committed was changed', async () => {
    const started = await project({ 'V1__a.sql': script });
    await rejection(migrate(started.config(settings), streamed(stopAt(4))), PartialRunError);
    await started.write({ 'V1__a.sql': script.replace("it''s", 'other') });
    const error = await rejection(migrate(started.config(settings), streamed()), ChangedStatementError);
    expect(describeError(error)).toContain('Statement 2');
  });

  it('tells where a statement failed, and is resumed behind what is committed', async () => {
    const broken = script.replace('(@x)', '(@x, 1)');
    const failing = await project({ 'V1__a.sql': broken });
    const { cause } = await rejection(migrate(failing.config(settings), streamed()), PartialRunError);
    expect(describeError(cause)).toContain('Statement  : 5 of 7');
    expect(describeError(cause)).toMatch(/5 \| INSERT INTO b VALUES \(@x, 1\)/);
    await failing.write({ 'V1__a.sql': script });
    await resume(failing.config(settings), streamed());
    expect(await failing.query('SELECT id FROM b ORDER BY id')).toEqual([[7], [8]]);
  });

  it('is taken back by half', async () => {
    const half = await project({
      'V1__a.sql':
        'CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\nCREATE TABLE b (id INT);\nnonsense;\n',
    });
    await rejection(migrate(half.config(), streamed()), PartialRunError);
    await undo(half.config(), streamed());
    expect(await half.query("SHOW TABLES LIKE '_'")).toEqual([]);
  });

  it('sends nothing of what was changed between the two passes', async () => {
    // What is read ahead was not changed yet, and is sent as it was checked.
    const far = `\n/* ${'far '.repeat(100_000)}*/\nINSERT INTO a VALUES (1,`;
    const changing = await project({ 'V1__a.sql': script.replace('\nINSERT INTO a VALUES (1,', far) });
    const file = path.join(changing.folder, 'V1__a.sql');
    const listener: Listener = (event) => {
      if (event.type === 'planned') writeFileSync(file, readFileSync(file, 'utf8').replace("it''s", "IT''S"));
    };
    const error = await rejection(
      migrate(changing.config(settings), streamed({ listener })),
      PartialRunError,
    );
    expect(error.cause).toBeInstanceOf(ScriptError);
    expect(describeError(error.cause)).toContain('V1__a.sql: The file was changed while it was being read');
    expect(await changing.query('SELECT id FROM a')).toEqual([]);
  });
});

describe.each(testServers().map(({ kind }) => kind))('a statement longer than the packet of %s', (kind) => {
  it('is refused with its place and size before anything is sent', async () => {
    const own = await startThrowawayServer({ kind, flags: ['--max-allowed-packet=65536'] });
    onTestFinished(() => own.stop());
    const project = await createProject(own.server, {
      'V1__a.sql': 'CREATE TABLE a (id INT);',
      'V2__b.sql': `SELECT 1;\n  INSERT INTO a VALUES ${'(1),'.repeat(50_000)}(2);\n`,
    });
    const error = await rejection(migrate(project.config(), streamed()), ScriptError);
    const size = 'INSERT INTO a VALUES (2)'.length + 4 * 50_000;
    expect(describeError(error)).toMatch(
      new RegExp(
        `V2__b\\.sql:2:3: Statement 2 has ${size} bytes, and this server takes at most 6\\d{4} \\(max_allowed_packet\\)\\. Split it`,
      ),
    );
    expect(await project.query('SHOW TABLES')).toEqual([]);
  });
});
