import { describeFailure, startService } from '@nilecare/service';
import { authService } from './app.ts';
import { validateEnvironmentOrThrow } from './utils/env-validator.ts';

try {
  const service = await startService(authService(validateEnvironmentOrThrow(process.env)));
  await service.stopped;
} catch (error) {
  process.stderr.write(`${describeFailure(error)}\n`);
  process.exit(1);
}
