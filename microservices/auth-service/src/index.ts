import { runService } from '@nilecare/service';
import { authService } from './app.ts';
import { loadServiceEnvironment, validateEnvironmentOrThrow } from './utils/env-validator.ts';

process.exit(
  await runService(process.env, (environment) =>
    authService(validateEnvironmentOrThrow(loadServiceEnvironment(environment))),
  ),
);
