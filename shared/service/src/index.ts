export type { Database } from './database/database.ts';
export { describeFailure } from './describe-failure.ts';
export { ServiceError, type ServiceErrorCode } from './errors.ts';
export { exitCodes } from './exit-codes.ts';
export type { LogStream } from './log/logger-options.ts';
export { runService } from './run-service.ts';
export { startService, type RunningService, type ServiceDefinition } from './start-service.ts';
