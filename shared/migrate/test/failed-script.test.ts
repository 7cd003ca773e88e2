import { testServers } from '@nilecare/dev-database/testing';
import { describe, expect, it } from 'vitest';
import { createProject } from './project.ts';

interface FailedScript {
  readonly error: Readonly<Record<string, unknown>>;
}

describe.each(testServers())('a failed script on $kind $version', (server) => {
  const script = [
    'CREATE TABLE ${prefix}a (id INT);',
    'INSERT INTO a_very_long_prefix_a VALUES (1);',
    '/* ${prefix} */ INSERT INTO',
    "  ${prefix}a (id) VALUES ('${prefix}'); -- never reached",
    'INSERT INTO a_very_long_prefix_a SELECT id, nope FROM a_very_long_prefix_a;',
  ];
  const conf = 'flyway.placeholders.prefix=a_very_long_prefix_';

  it('is shown as compilers show it, with the lines and columns of the file', async () => {
    const project = await createProject(server, {
      'V1__a.sql': [...script.slice(0, 2), 'SELECT "${prefix}", ', '  ${prefix}a.id FORM ${prefix}a;'].join(
        '\n',
      ),
    });
    const { code, stderr } = await project.run(['migrate'], { conf });
    expect(code).toBe(1);
    expect(stderr).toContain(
      [
        'Line       : 3',
        'Position   : line 4, column 22',
        'Statement  : 3 of 3',
        '  3 | SELECT "a_very_long_prefix_",',
        '  4 |   a_very_long_prefix_a.id FORM a_very_long_prefix_a',
        '    |                                ^',
        'Statement 1 is committed; statement 2 is rolled back and will run again.',
        'What to do, one of these:',
        '1. Fix the file from statement 2 on, then: nilecare-migrate resume.',
      ].join('\n'),
    );
  });

  it('is told in JSON beside the fields of Flyway', async () => {
    const project = await createProject(server, { 'V1__a.sql': script.join('\n') });
    const { stdout } = await project.run(['migrate', '-outputType=json'], { conf });
    expect((JSON.parse(stdout) as FailedScript).error).toMatchObject({
      errorCode: 'FAILED_VERSIONED_MIGRATION',
      sqlErrorCode: 1366,
      path: `${project.folder}/V1__a.sql`,
      lineNumber: 3,
      column: 17,
      position: { line: 4, column: 27 },
      statementNumber: 3,
      statementCount: 4,
      statementsCommitted: 1,
      statementsRolledBack: 1,
    });
  });

  it('can be fixed and run from its start, behind repair', async () => {
    const project = await createProject(server, { 'V1__a.sql': 'INSERT INTO nowhere VALUES (1);' });
    expect((await project.run(['migrate'])).stderr).toContain(
      '2. Or as with Flyway: nilecare-migrate repair, then migrate;',
    );
    await project.write({ 'V1__a.sql': 'CREATE TABLE a (id INT);' });
    expect((await project.run(['repair', 'migrate'])).code).toBe(0);
    expect(await project.history()).toEqual(['1 SQL 1']);
  });

  it('lets a failing callback be left out', async () => {
    const project = await createProject(server, {
      'V1__a.sql': 'SELECT 1;',
      'beforeMigrate.sql': 'SELECT nope;',
    });
    expect((await project.run(['migrate'])).stderr).toContain('2. Run the command without callbacks');
    expect((await project.run(['migrate', '-skipDefaultCallbacks=true'])).code).toBe(0);
  });

  it('of a baseline file has its own code', async () => {
    const project = await createProject(server, { 'B1__a.sql': 'SELECT nope;' });
    const { stdout } = await project.run(['migrate', '-outputType=json']);
    expect((JSON.parse(stdout) as FailedScript).error).toMatchObject({
      errorCode: 'FAILED_BASELINE_MIGRATION',
      position: { line: 1, column: 8 },
    });
  });
});
