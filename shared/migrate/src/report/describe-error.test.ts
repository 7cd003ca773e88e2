import { describe, expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import * as errors from '../errors.ts';
import * as runErrors from '../run-errors.ts';
import type { Statement } from '../model.ts';
import { states } from '../plan/states.ts';
import { describeError } from './describe-error.ts';

const [failedRow] = rows('SQL V2__b failed');
const statement = (text: string, number = 3): Statement => ({
  number,
  line: 14,
  column: 1,
  text,
  kind: 'dml',
});
const duplicateKey = { errno: 1062, sqlState: '23000', message: "Duplicate entry '4' for key 'PRIMARY'" };
const where = { address: 'db:3306', user: 'shop', database: 'shop' };

function failing(text: string, committed: number, script = 'V2__b') {
  return new runErrors.StatementError({
    code: 'FAILED_VERSIONED_MIGRATION',
    migration: file(script),
    statement: statement(text),
    total: 5,
    committed,
    fault: duplicateKey,
  });
}

describe('a failed statement tells file, line, server’s words, what is committed and what to do', () => {
  it('with nothing committed', () => {
    expect(describeError(failing('INSERT INTO t\n  VALUES (4)', 0))).toBe(
      [
        'Script V2__b.sql failed',
        '-----------------------',
        'SQL State  : 23000',
        'Error Code : 1062',
        "Message    : Duplicate entry '4' for key 'PRIMARY'",
        'Location   : /migrations/V2__b.sql',
        'Line       : 14',
        'Position   : line 15, column 11',
        'Statement  : 3 of 5',
        '  14 | INSERT INTO t',
        '  15 |   VALUES (4)',
        '     |           ^',
        'Statements 1 to 2 are rolled back and will run again.',
        'What to do, one of these:',
        '1. Fix the file, then: nilecare-migrate resume',
        '2. Or as with Flyway: nilecare-migrate repair, then migrate; both run V2__b.sql from its start.',
      ].join('\n'),
    );
  });

  it.each([
    [
      1,
      'Statement 1 is committed; statement 2 is rolled back and will run again.\nWhat to do, one of these:\n1. Fix the file from statement 2 on, then: nilecare-migrate resume. It goes on at statement 2; statement 1 must stay as it is.\n2. Take back by hand what statement 1 did, then: nilecare-migrate repair, and migrate. V2__b.sql runs from its start and meets whatever is left of that.\n3. nilecare-migrate undo takes back what statement 1 did, as far as the text of the file or an undo file tells how. Then it is pending again.',
    ],
    [
      2,
      'Statements 1 to 2 are committed.\nWhat to do, one of these:\n1. Fix the file from statement 3 on, then: nilecare-migrate resume.',
    ],
  ])('with %i committed', (committed, expected) => {
    expect(describeError(failing('SELECT 1', committed))).toContain(expected);
  });

  it('of an Undo file, to undo again', () => {
    expect(describeError(failing('SELECT 1', 0, 'U2__b'))).toContain('nilecare-migrate repair, then undo;');
    // What is undone by half is not undone once more.
    expect(describeError(failing('SELECT 1', 2, 'U2__b'))).not.toContain('nilecare-migrate undo');
  });

  it('of a callback, of which no row was written, without repair', () => {
    const { script, path, settings } = file('V1__x');
    const callback = { event: 'beforeMigrate', description: '', script, path, settings } as const;
    const error = new runErrors.StatementError({
      code: 'ERROR',
      migration: callback,
      statement: statement('SELECT 1', 1),
      total: 1,
      committed: 0,
      fault: duplicateKey,
    });
    expect(describeError(error)).toMatch(
      /committed\.\n.*:\n1\. Fix the file, then run the command again\.\n2\. .* -skipDefaultCallbacks=true\.$/,
    );
  });

  it('with 20 lines of a long statement', () => {
    const text = Array.from({ length: 25 }, (_, line) => `-- line ${line + 1}`).join('\n');
    expect(describeError(failing(text, 0))).toContain('  33 | -- line 20\n  … 5 more lines\n');
  });

  it('without a secret, even one that begins within the shown lines and ends behind them', () => {
    const secret = `geheim${'\n'.repeat(30)}geheim`;
    const error = failing(`CREATE USER u IDENTIFIED BY '${secret}'`, 0);
    expect(describeError(error)).toContain("  14 | CREATE USER u IDENTIFIED BY '***'\n");
    expect(describeError(error)).not.toContain('geheim');
  });
});

it.each<readonly [string, errors.MigrateError, string]>([
  [
    'wrong settings, all of them, with file and line',
    new errors.ConfigurationError([
      { message: 'Unknown configuration property: flyway.foo', file: '/s/flyway.conf', line: 7 },
      { message: 'flyway.url is missing' },
    ]),
    '/s/flyway.conf:7: Unknown configuration property: flyway.foo\nflyway.url is missing',
  ],
  [
    'scripts that cannot be split, with position',
    new errors.ScriptError([
      { path: '/m/V1__a.sql', script: 'V1__a.sql', line: 3, column: 9, message: "Quote ' is never closed" },
      { path: '/m/V2__b.sql', script: 'V2__b.sql', message: 'File cannot be read' },
    ]),
    "/m/V1__a.sql:3:9: Quote ' is never closed\n/m/V2__b.sql: File cannot be read\nNothing was sent to the server.",
  ],
  [
    'two files of one version',
    new errors.DuplicateMigrationError('DUPLICATE_VERSIONED_MIGRATION', [file('V1__a'), file('V1.0__b')]),
    'Found more than one migration with version 1\nOffenders:\n-> /migrations/V1__a.sql\n-> /migrations/V1.0__b.sql\nGive one of them another version.',
  ],
  [
    'two Undo files of one version',
    new errors.DuplicateMigrationError('DUPLICATE_UNDO_MIGRATION', [file('U1__a'), file('U1__b')]),
    'Found more than one undo migration with version 1\nOffenders:\n-> /migrations/U1__a.sql\n-> /migrations/U1__b.sql\nGive one of them another version.',
  ],
  [
    'two repeatables of one description',
    new errors.DuplicateMigrationError('DUPLICATE_REPEATABLE_MIGRATION', [file('R__a'), file('R__a')]),
    'Found more than one repeatable migration with description a\nOffenders:\n-> /migrations/R__a.sql\n-> /migrations/R__a.sql\nGive one of them another description.',
  ],
  [
    'a failed row',
    new runErrors.FailedMigrationError(failedRow ?? expect.fail()),
    'The schema contains a failed migration to version 2: V2__b.sql, run on 2026-01-02 03:04:05 by tester.\nHow far it came is not known: the journal holds nothing of it.\nRemove what it left behind, then run repair, then go on.',
  ],
  [
    'findings',
    new errors.ValidateError([
      {
        code: 'CHECKSUM_MISMATCH',
        info:
          states([file('V1__a')], rows('SQL V1__a changed'), {
            target: { kind: 'latest' },
            outOfOrder: false,
          })[0] ?? expect.fail(),
      },
    ]),
    'Validate failed: Migrations have failed validation\nMigration checksum mismatch for migration version 1\n-> Applied to database : 4711\n-> Resolved locally    : 78787420\nEither revert the changes to the migration, or run repair to update the schema history.',
  ],
  [
    'a lock held by a visible session',
    new runErrors.LockError({
      lockName: 'Flyway-1',
      waited: 60.2,
      reason: 'timeout',
      holder: { connectionId: 42, user: 'shop', host: 'localhost', age: 12 },
    }),
    'Migration lock Flyway-1 is held by connection 42 (shop@localhost, since 12 s). Waited 60 s. Nothing was changed.\nWait for the other migration to end, or wait longer with -lockTimeout=<seconds>.',
  ],
  [
    'a lock held by a session that this account cannot see',
    new runErrors.LockError({
      lockName: 'Flyway-1',
      waited: 0,
      reason: 'timeout',
      holder: { connectionId: 42 },
    }),
    'Migration lock Flyway-1 is held by connection 42 (GRANT PROCESS would show whose). Waited 0 s. Nothing was changed.\nWait for the other migration to end, or wait longer with -lockTimeout=<seconds>.',
  ],
  [
    'missing Undo files',
    new errors.UndoError(rows('SQL V3__c', 'SQL V2.0__b')),
    'Cannot undo: these applied versions have no undo file.\n-> 3 (V3__c.sql): no U3__….sql\n-> 2.0 (V2.0__b.sql): no U2.0__….sql\nAdd the files, or choose a higher -target. Nothing was touched.',
  ],
  [
    'a query of the engine that lacks a privilege',
    new errors.QueryError('create the history table', {
      errno: 1142,
      sqlState: '42000',
      message: 'CREATE command denied',
    }),
    'Could not create the history table: 1142 (42000) CREATE command denied\nThis account lacks a privilege: ask an administrator for it, or use another account.',
  ],
  [
    'an unknown database',
    new errors.ConnectionError({ ...where, fault: { errno: 1049, message: "Unknown database 'shop'" } }),
    "Unable to connect to db:3306 as shop: 1049 Unknown database 'shop'\nCreate database shop, or correct the URL.",
  ],
  [
    'no server',
    new errors.ConnectionError({
      ...where,
      fault: { systemCode: 'ECONNREFUSED', message: 'connect ECONNREFUSED' },
    }),
    'Unable to connect to db:3306 as shop: connect ECONNREFUSED\nNo server listens there: start it, or correct host, port or socket.',
  ],
  [
    'a refusal, as it is',
    new errors.RefusedError('CLEAN_REFUSED', 'clean never runs there.'),
    'clean never runs there.',
  ],
  [
    'an interrupted run, with what is left',
    new runErrors.PartialRunError(new runErrors.InterruptedError('SIGINT'), {
      applied: [],
      failed: undefined,
      notRun: [],
    }),
    'Interrupted (SIGINT).\n0 applied and kept; 0 not begun. Run the command again to go on.',
  ],
])('%s', (_, error, expected) => {
  expect(describeError(error)).toBe(expected);
});

it('a broken run tells what was applied before and what was not begun', () => {
  const run = {
    kind: 'write',
    row: { description: 'x', type: 'SCHEMA', script: 'x', checksum: null },
  } as const;
  const error = new runErrors.PartialRunError(failing('SELECT 1', 0), {
    applied: [{ step: run, executionTime: 0 }],
    failed: run,
    notRun: [run, run],
  });
  expect(describeError(error)).toMatch(/from its start\.\nNothing was applied before it; 2 not begun\.$/);
});

it('a connection lost while a statement ran tells which, and what is known', () => {
  const error = new errors.ConnectionError({
    ...where,
    fault: { systemCode: 'PROTOCOL_CONNECTION_LOST', message: 'Connection lost' },
    during: {
      kind: 'statement',
      migration: file('V2__b'),
      statement: statement('ALTER TABLE t'),
      total: 5,
      committed: 1,
    },
  });
  expect(describeError(error)).toContain('V2__b.sql was running, line 14, statement 3 of 5: Connection lost');
  expect(describeError(error)).toContain('Statement 1 is committed.');
  expect(describeError(error)).toContain('Go on with: nilecare-migrate migrate.');
});
