import { expectExit, type Scenario, type Stage } from '../scenario.ts';
import { editMigration, userLocale, writeMigration } from './auth-files.ts';

const wrong = "VALUES ('ar-SD', 'Arabic', 1)";
const right = "VALUES ('ar-SD', 'Arabic')";

/** The last statement of a file has a value too many. */
export const failedMigration: Scenario = {
  steps: {
    'a statement fails': fail,
    'the file is mended': (stage) => editMigration(stage, userLocale.name, wrong, right),
    'another statement fails': async (stage) => {
      await expectExit(stage, 0, 'npm run migrate:undo -w auth-service');
      await fail(stage);
    },
  },
};

async function fail(stage: Stage): Promise<void> {
  await writeMigration(stage, userLocale.name, userLocale.sql.replace(right, wrong));
  await writeMigration(stage, userLocale.undoName, userLocale.undo);
  await expectExit(stage, 1, 'npm run migrate:up -w auth-service');
}
