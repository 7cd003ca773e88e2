import type { DeliberateDifference } from './model.ts';

/** Fields of an error that Flyway does not have; what reads Flyway's is not disturbed by them. */
const additions = [
  'alreadyDone',
  'column',
  'explanation',
  'position',
  'problems',
  'remedies',
  'statementCount',
  'statementNumber',
  'statementsCommitted',
  'statementsRolledBack',
].map((field) => ({
  path: `commands[*].json.error.${field}`,
  reason: 'an additional field: where in the file, what is committed, what to do next',
}));

/** How far a script is that was begun and not ended. */
const unfinished = [
  'commands[*].json.error.unfinished',
  'commands[*].json.migrations[*].unfinished',
  'commands[*].json.invalidMigrations[*].unfinished',
].map((path) => ({ path, reason: 'an additional field: how far the script came, and what goes on' }));

/** What an approval names. */
const planHash = ['commands[*].json.planHash', 'commands[*].json.individualResults[*].planHash'].map(
  (path) => ({ path, reason: 'an additional field: the hash of the plan, for planHash' }),
);

/** The message of a failed migration. */
const ways = [
  'commands[*].json.allErrorMessages',
  'commands[*].json.error.message',
  'commands[*].json.invalidMigrations[*].errorDetails.errorMessage',
].map((path) => ({
  path,
  native: /\bDetected failed [^\n]*\n[^\n]* failed at statement \d+ of \d+ [\s\S]*nilecare-migrate resume/,
  reason: 'it says how far the script came and names the ways on, where Flyway says to run repair',
}));

/** Where this engine differs from Flyway in every case; those of single cases stand in their `case.json`. */
export const everywhere: readonly DeliberateDifference[] = [
  ...additions,
  ...unfinished,
  ...planHash,
  ...ways,
  ...['commands[*].json.schemaName', 'commands[*].json.individualResults[*].schemaName'].map((path) => ({
    path,
    reason:
      'the default schema is named even when flyway.schemas is not set, where Flyway leaves the field empty',
  })),
  {
    path: 'commands[*].json.database',
    flyway: null,
    reason: 'the default schema is named where the URL names no database, and Flyway has null',
  },
  {
    path: 'commands[*].json.error.sqlErrorCode',
    flyway: null,
    reason: "the server's error number is told for a failed script too, where Flyway has null",
  },
  {
    path: 'commands[*].json.error.sqlState',
    flyway: null,
    reason: 'the SQL state is told for a failed script too, where Flyway has null',
  },
  {
    path: 'commands[*].json.error.errorCode',
    flyway: 'ERROR',
    native: 'CONFIGURATION',
    reason: 'a wrong setting has a code of its own, where Flyway has the ERROR of everything else',
  },
  {
    path: 'commands[*].json.error.path',
    flyway: null,
    reason: 'the file is named also when it is a callback, where Flyway has null',
  },
  {
    path: 'commands[*].json.error.lineNumber',
    flyway: null,
    reason: 'the line is told also when it is one of a callback, where Flyway has null',
  },
  {
    path: 'commands[*].exitCode',
    command: 'validate',
    reason: 'a failed validation exits with 1 in JSON too, where Flyway exits with 0 and a pipeline goes on',
  },
];
