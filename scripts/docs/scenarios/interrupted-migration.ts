import { expectExit, type Scenario, type Stage } from '../scenario.ts';
import { userLocale, writeMigration } from './auth-files.ts';

/** A run is killed by SIGKILL at a named moment: shared/migrate/src/failpoint. */
export const interruptedMigration: Scenario = {
  steps: {
    'a run is killed': async (stage) => {
      await writeMigration(stage, userLocale.name, userLocale.sql);
      await writeMigration(stage, userLocale.undoName, userLocale.undo);
      await kill(stage, 'statement-done:2');
    },
    'a run is killed in a procedure': async (stage) => {
      await writeMigration(
        stage,
        'V3__Fill_locales.sql',
        `CREATE PROCEDURE fill_locales() BEGIN INSERT INTO auth_locales (code, name) VALUES ('fr-TD', 'French'); COMMIT; END;

CALL fill_locales();

DROP PROCEDURE fill_locales;
`,
      );
      await kill(stage, 'statement-sent:2');
    },
  },
};

/** 137 is what a shell says of SIGKILL. */
async function kill(stage: Stage, moment: string): Promise<void> {
  await expectExit(
    stage,
    137,
    `cd microservices/auth-service && NILECARE_FAILPOINT=${moment}=kill node --conditions=nilecare-failpoints ../../shared/migrate/bin/nilecare-migrate.js -envFile=.env migrate`,
  );
}
