import { expect, it } from 'vitest';
import { file, rows } from '../../test/builders.ts';
import { RefusedError, UnvalidatedError } from '../errors.ts';
import { PartialRunError, StatementError, type AppliedStep } from '../run-errors.ts';
import type { Step } from '../model.ts';
import { findings } from '../plan/findings.ts';
import { states } from '../plan/states.ts';
import { errorJson } from './error-json.ts';
import { reportJson } from './json.ts';

const context = {
  database: 'shop',
  version: '0.1.0',
  warnings: ['careful'],
  timestamp: new Date('2026-01-02T03:04:05.678Z'),
};
const common = { flywayVersion: '0.1.0', database: 'shop', warnings: ['careful'] };
const server = { kind: 'mariadb', version: '10.11.19' } as const;
const latest = { target: { kind: 'latest' }, outOfOrder: false } as const;

function ran(stem: string, executionTime: number): AppliedStep {
  const migration = file(stem);
  const { version, description, script, checksum } = migration;
  const row = { ...(version && { version }), description, type: 'SQL', script, checksum };
  const step: Step = { kind: 'run', script: { migration, statements: [] }, row, outOfOrder: false };
  return { step, executionTime };
}

it('info has the fields of Flyway', () => {
  const infos = states([file('V1.0__a'), file('U1__a'), file('R__x')], rows('SQL V1.0__a'), latest);
  const report = {
    operation: 'info',
    schema: 'shop',
    server,
    schemaVersion: '1.0',
    allSchemasEmpty: false,
    infos,
    unfinished: [],
  } as const;
  expect(reportJson(report, context)).toEqual({
    ...common,
    licenseFailed: false,
    operation: 'info',
    timestamp: '2026-01-02T03:04:05.678Z',
    schemaVersion: '1.0',
    schemaName: 'shop',
    allSchemasEmpty: false,
    migrations: [
      {
        category: 'Versioned',
        version: '1.0',
        rawVersion: '1.0',
        description: 'a',
        type: 'SQL',
        installedOnUTC: '2026-01-02T03:04:05Z',
        state: 'Success',
        undoable: 'Yes',
        filepath: '/migrations/V1.0__a.sql',
        undoFilepath: '/migrations/U1__a.sql',
        installedBy: 'tester',
        shouldExecuteExpression: null,
        executionTime: 7,
      },
      {
        category: 'Repeatable',
        version: '',
        rawVersion: '',
        description: 'x',
        type: 'SQL',
        installedOnUTC: '',
        state: 'Pending',
        undoable: '',
        filepath: '/migrations/R__x.sql',
        undoFilepath: '',
        installedBy: '',
        shouldExecuteExpression: null,
        executionTime: 0,
      },
    ],
  });
});

it('a deleted version is not undoable in JSON, where the table shows nothing', () => {
  const infos = states([file('V1__a'), file('U1__a')], rows('SQL V1__a', 'DELETE U1__a'), latest);
  const report = {
    operation: 'info',
    schema: 'shop',
    server,
    schemaVersion: null,
    allSchemasEmpty: false,
    infos,
    unfinished: [],
  } as const;
  expect(reportJson(report, context)).toMatchObject({
    migrations: [
      { state: 'Deleted', undoable: 'No' },
      { state: 'Pending', undoable: 'Yes' },
    ],
  });
});

it('migrate has the fields of Flyway', () => {
  const report = {
    operation: 'migrate',
    schema: 'shop',
    server,
    initialVersion: null,
    targetVersion: '1',
    applied: [ran('V1__a', 14), ran('R__x', 5)],
  } as const;
  expect(reportJson(report, context)).toEqual({
    ...common,
    licenseFailed: false,
    operation: 'migrate',
    timestamp: '2026-01-02T03:04:05.678Z',
    schemaName: 'shop',
    initialSchemaVersion: null,
    targetSchemaVersion: '1',
    migrationsExecuted: 2,
    success: true,
    databaseType: 'MariaDB',
    totalMigrationTime: 19,
    migrations: [
      {
        category: 'Versioned',
        version: '1',
        description: 'a',
        type: 'SQL',
        filepath: '/migrations/V1__a.sql',
        executionTime: 14,
      },
      {
        category: 'Repeatable',
        version: '',
        description: 'x',
        type: 'SQL',
        filepath: '/migrations/R__x.sql',
        executionTime: 5,
      },
    ],
  });
});

it('validate has the fields of Flyway, valid and not', () => {
  const infos = states([file('V1__a')], rows('SQL V1__a changed'), latest);
  const message =
    'Migration checksum mismatch for migration version 1\n-> Applied to database : 4711\n-> Resolved locally    : 78787420\nEither revert the changes to the migration, or run repair to update the schema history.';
  const report = { operation: 'validate', schema: 'shop', count: 1 } as const;
  expect(reportJson({ ...report, findings: findings(infos, { ignore: [] }) }, context)).toEqual({
    ...common,
    operation: 'validate',
    errorDetails: { errorCode: 'VALIDATE_ERROR', errorMessage: 'Migrations have failed validation' },
    invalidMigrations: [
      {
        version: '1',
        description: 'a',
        filepath: '/migrations/V1__a.sql',
        errorDetails: { errorCode: 'CHECKSUM_MISMATCH', errorMessage: message },
      },
    ],
    validationSuccessful: false,
    validateCount: 0,
    allErrorMessages: message,
  });
  expect(reportJson({ ...report, findings: [] }, context)).toEqual({
    ...common,
    operation: 'validate',
    errorDetails: null,
    invalidMigrations: [],
    validationSuccessful: true,
    validateCount: 1,
    allErrorMessages: '',
  });
});

it('repair has the fields of Flyway', () => {
  const [first, second, third] = rows('SQL V1__old', 'SQL V2__b failed', 'SQL V3__c');
  if (!first || !second || !third) return expect.fail();
  const steps: readonly Step[] = [
    { kind: 'remove', row: second },
    { kind: 'write', row: third },
    { kind: 'align', row: first, migration: file('V1__new') },
  ];
  const applied = steps.map((step) => ({ step, executionTime: 0 }));
  expect(reportJson({ operation: 'repair', schema: 'shop', applied }, context)).toEqual({
    ...common,
    operation: 'repair',
    repairActions: [
      'Removed failed migrations',
      'Marked missing migrations as deleted',
      'Aligned applied migration checksums',
    ],
    migrationsRemoved: [{ version: '2', description: 'b', filepath: '' }],
    migrationsDeleted: [{ version: '3', description: 'c', filepath: '' }],
    migrationsAligned: [{ version: '1', description: 'old', filepath: '/migrations/V1__new.sql' }],
  });
});

it('baseline and clean have the fields of Flyway', () => {
  expect(
    reportJson({ operation: 'baseline', schema: 'shop', baselineVersion: '1', created: true }, context),
  ).toEqual({ ...common, operation: 'baseline', successfullyBaselined: true, baselineVersion: '1' });
  expect(reportJson({ operation: 'clean', schemasCleaned: ['shop'], schemasDropped: [] }, context)).toEqual({
    ...common,
    operation: 'clean',
    schemasCleaned: ['shop'],
    schemasDropped: [],
  });
});

it('an error has the fields of Flyway', () => {
  expect(errorJson(new RefusedError('CLEAN_REFUSED', 'No.'))).toEqual({
    error: {
      stackTrace: null,
      errorCode: 'CLEAN_REFUSED',
      sqlState: null,
      sqlErrorCode: null,
      message: 'No.',
      lineNumber: null,
      path: null,
      cause: null,
    },
  });
});

it('a validation without a schema has the fields of a failed one beside the error', () => {
  expect(errorJson(new UnvalidatedError('sh`op'))).toMatchObject({
    error: { errorCode: 'SCHEMA_DOES_NOT_EXIST' },
    operation: 'validate',
    validationSuccessful: false,
    errorDetails: { errorCode: 'SCHEMA_DOES_NOT_EXIST', errorMessage: "Schema `sh``op` doesn't exist yet" },
  });
});

it('a broken run has the error and what was applied, and no secret', () => {
  const cause = new StatementError({
    code: 'FAILED_VERSIONED_MIGRATION',
    migration: file('V2__b'),
    statement: { number: 1, line: 2, column: 1, text: "CREATE USER u IDENTIFIEDD BY 'geheim'", kind: 'ddl' },
    total: 1,
    committed: 0,
    fault: { errno: 1064, sqlState: '42000', message: "Syntax near 'IDENTIFIEDD BY 'geheim'' at line 1" },
  });
  const failed = ran('V2__b', 0).step;
  const json = errorJson(new PartialRunError(cause, { applied: [ran('V1__a', 17)], failed, notRun: [] }));
  expect(json).toMatchObject({
    error: {
      errorCode: 'FAILED_VERSIONED_MIGRATION',
      sqlState: '42000',
      sqlErrorCode: 1064,
      lineNumber: 2,
      path: '/migrations/V2__b.sql',
      column: 1,
      position: { line: 2, column: 15 },
      statementNumber: 1,
      statementCount: 1,
      statementsCommitted: 0,
      statementsRolledBack: 0,
      remedies: [
        'Fix the file, then: nilecare-migrate resume',
        expect.stringContaining('nilecare-migrate repair, then migrate') as string,
      ],
      cause: { message: "Syntax near '***' at line 1" },
    },
    migrations: [{ version: '1', filepath: '/migrations/V1__a.sql', executionTime: 17 }],
    migrationsExecuted: 1,
    success: false,
    totalMigrationTime: 17,
  });
  expect(JSON.stringify(json)).not.toContain('geheim');
});
