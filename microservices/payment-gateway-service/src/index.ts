import { describeFailure, startService } from '@nilecare/service';
import { paymentGatewayService } from './app.ts';
import { validateEnvironmentOrThrow } from './utils/env-validator.ts';

try {
  const service = await startService(paymentGatewayService(validateEnvironmentOrThrow(process.env)));
  await service.stopped;
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exit(1);
}
