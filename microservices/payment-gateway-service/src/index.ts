import { runService } from '@nilecare/service';
import { paymentGatewayService } from './app.ts';
import { loadServiceEnvironment, validateEnvironmentOrThrow } from './utils/env-validator.ts';

process.exit(
  await runService(process.env, (environment) =>
    paymentGatewayService(validateEnvironmentOrThrow(loadServiceEnvironment(environment))),
  ),
);
