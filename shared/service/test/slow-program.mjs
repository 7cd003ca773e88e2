import process from 'node:process';
import { validateDatabaseEnvironment } from '@nilecare/config-validator';
import { runService } from '@nilecare/service';

// A service whose queries take long or break. It is plain JavaScript, and the service as built,
// because either through tsx would take twice the processor time to start.
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
