import type { DeliberateDifference } from './model.ts';

/** Where this engine differs from Flyway in every case; those of single cases stand in their `case.json`. */
export const everywhere: readonly DeliberateDifference[] = [
  {
    path: 'commands[*].json.schemaName',
    reason:
      'the default schema is named even when flyway.schemas is not set, where Flyway leaves the field empty',
  },
  {
    path: 'commands[*].exitCode',
    command: 'validate',
    reason: 'a failed validation exits with 1 in JSON too, where Flyway exits with 0 and a pipeline goes on',
  },
];
