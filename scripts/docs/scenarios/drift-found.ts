import type { Scenario } from '../scenario.ts';
import { database, editMigration } from './auth-files.ts';

/** A file that was edited after it had been applied, and an index that somebody made by hand. */
export const driftFound: Scenario = {
  steps: {
    'an applied file is edited': (stage) =>
      editMigration(stage, 'V1__Initial_auth_schema.sql', 'given by the user', 'as the user calls it'),
    'an index is made by hand': async (stage) => {
      stage.spoil(database);
      const connection = await stage.connect(database);
      await connection.query('CREATE INDEX idx_by_hand ON auth_devices (name)');
    },
    'only a comment was edited': (stage) =>
      editMigration(stage, 'V1__Initial_auth_schema.sql', 'CREATE TABLE', '-- reviewed\nCREATE TABLE'),
  },
};
