import { validateDatabaseEnvironment } from '@nilecare/config-validator';
import { runService } from '../src/index.ts';

// A service whose queries take long or break.
process.exit(
  await runService(process.env, (environment) => ({
    name: 'test-program',
    migrationsDirectory: String(environment['MIGRATIONS']),
    configuration: validateDatabaseEnvironment(environment, { service: 'test-program', port: 7999 }),
    routes: (app, database) => {
      app.get('/slow', async () => (await database.query('SELECT SLEEP(8)'))[0]);
      app.get('/forgotten', () => {
        void database.query("ALTER USR a IDENTIFIED BY 'river-stone-41'");
        return {};
      });
    },
  })),
);
