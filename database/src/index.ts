export { generatePassword } from '@nilecare/dev-database';
export { drop, type DropReport, type DropRequest } from './commands/drop.ts';
export {
  provision,
  type ProvisionReport,
  type ProvisionRequest,
  type UserOutcome,
} from './commands/provision.ts';
export { status, type StatusReport, type StatusRequest, type StatusRow } from './commands/status.ts';
export { checkFiles, writeFiles, type WrittenFile } from './commands/write.ts';
export { DatabaseError, type DatabaseErrorCode, type ErrorContext } from './errors.ts';
export { selectServices } from './map/accounts.ts';
export { loadServiceMap } from './map/load-service-map.ts';
export { parseServiceMap } from './map/parse-service-map.ts';
export type { Account, ServerKind, Service, ServiceMap } from './model.ts';
export { openSecretStore, type SecretStoreOptions } from './passwords/open-secret-store.ts';
export { passwordVariable, type Variables } from './passwords/resolve-secret.ts';
export { memorySecretStore, type Secret, type SecretStore } from './passwords/secret-store.ts';
export type { Finding, Step } from './plan/plan.ts';
export type { PasswordPolicy } from './plan/plan-provision.ts';
export { findingText, stepText } from './report/text.ts';
export type { AdminConnection } from './server/connect.ts';
export { findAdministrator } from './server/find-administrator.ts';
export { writtenFiles, type WrittenFileName } from './sql/written-files.ts';
