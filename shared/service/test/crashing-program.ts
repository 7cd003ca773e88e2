import { validateDatabaseEnvironment } from '@nilecare/config-validator';
import { runService } from '../src/index.ts';

// A service whose program breaks after it has started.
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
