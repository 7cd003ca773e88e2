import { runService } from '@nilecare/service';
import { billingService } from './app.ts';
import { loadServiceEnvironment, validateEnvironmentOrThrow } from './utils/env-validator.ts';

process.exit(
  await runService(process.env, (environment) =>
    billingService(validateEnvironmentOrThrow(loadServiceEnvironment(environment))),
  ),
);
