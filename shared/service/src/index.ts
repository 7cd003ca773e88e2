export { describeFailure } from './describe-failure.ts';
export { ServiceError, type ServiceErrorCode } from './errors.ts';
export { startService, type RunningService, type ServiceDefinition } from './start-service.ts';
