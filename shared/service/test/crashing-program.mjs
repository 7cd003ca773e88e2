import process from 'node:process';
import { setImmediate } from 'node:timers';
import { validateDatabaseEnvironment } from '@nilecare/config-validator';
import { runService } from '@nilecare/service';

// A service whose program breaks after it has started. It is plain JavaScript, and the service as built,
// because either through tsx would take twice the processor time to start.
process.exit(
  await runService(process.env, (environment) => ({
    name: 'crashing-program',
    migrationsDirectory: String(environment['MIGRATIONS']),
    configuration: validateDatabaseEnvironment(environment, { service: 'crashing-program', port: 7999 }),
    routes: (app) => {
      app.get('/crash', () => {
        setImmediate(() => {
          throw new Error('broken on purpose');
        });
        return {};
      });
    },
  })),
);
