export { SecretError, type SecretErrorCode } from './errors.ts';
export type { CredentialProvider, Credentials } from './model.ts';
export { openCredentials, type CredentialContext } from './open-credentials.ts';
export { defaultTiming, type Timing } from './timing.ts';
