import { expectExit, type Scenario } from '../scenario.ts';
import { database, userLocale, writeMigration } from './auth-files.ts';

/** A schema whose history has Flyway's default name, and one that was made by hand and has none. */
export const adoptingFlyway: Scenario = {
  steps: {
    'Flyway has migrated the schema': async (stage) => {
      stage.spoil(database);
      const connection = await stage.connect(database);
      await connection.query('DROP TABLE IF EXISTS schema_version_journal');
      await connection.query('RENAME TABLE schema_version TO flyway_schema_history');
      await writeMigration(stage, userLocale.name, userLocale.sql);
      await writeMigration(stage, userLocale.undoName, userLocale.undo);
      await expectExit(stage, 1, 'npm run migrate:up -w auth-service');
    },
    'the schema was made by hand': async (stage) => {
      const connection = await stage.connect(database);
      await connection.query('DROP TABLE schema_version, schema_version_journal');
    },
  },
};
