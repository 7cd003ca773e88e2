import { expectExit, type Scenario } from '../scenario.ts';
import { authEnvironment, database, userLocale, writeMigration } from './auth-files.ts';

/** Production's configuration, on a server that has no certificate: FLYWAY_URL wins over the URL of flyway-prod.conf. */
export const undoInProduction: Scenario = {
  steps: {
    'a version is released': async (stage) => {
      await writeMigration(stage, userLocale.name, userLocale.sql);
      await writeMigration(stage, userLocale.undoName, userLocale.undo);
      const { DB_HOST = '', DB_PORT = '', DB_USER = '', DB_PASSWORD = '' } = await authEnvironment(stage);
      stage.setVariables({
        ...{ NODE_ENV: 'production', DB_HOST, DB_PORT, DB_USER, DB_PASSWORD, DB_NAME: database },
        DB_SSL_CA: '/etc/ssl/certs/ca-certificates.crt',
        FLYWAY_URL: `jdbc:mysql://${DB_HOST}:${DB_PORT}/${database}?allowPublicKeyRetrieval=true`,
      });
      await expectExit(stage, 0, 'npm run migrate:prod -w auth-service');
    },
  },
};
