/** Finds or fetches a MySQL or MariaDB server and runs it privately. The nouns are explained in model.ts. */
export { backupPrograms, type BackupPrograms } from './binary/backup-programs.ts';
export { clientForOrFetched, type Client } from './binary/client.ts';
export { clientFile } from './binary/client-file.ts';
export { DevDatabaseError, type DevDatabaseErrorCode } from './errors.ts';
export type { Environment, Progress, ServerKind } from './model.ts';
export { generatePassword, hashPassword } from './password-hash.ts';
export { adminConnectionOptions } from './private/administrator.ts';
export {
  addCredentials,
  readCredentials,
  removeCredentials,
  type Credentials,
} from './private/credentials.ts';
export type { AdminConnectionOptions } from './private/named.ts';
export { findRoot } from './private/paths.ts';
export { resetServer } from './private/reset.ts';
export { startServer, type RunningServer, type StartOptions } from './private/start.ts';
export { serverStatus, type KnownServer, type ServerStatus } from './private/status.ts';
export { stopServer, type StopResult } from './private/stop.ts';
export { withVariables } from './private/env-text.ts';
export { writePrivateFile } from './private/write-file.ts';
export { parseKinds, parseRequirements, requireKinds } from './throwaway/kinds.ts';
export { startProxy, type TestProxy } from './throwaway/proxy.ts';
export { startThrowaway, type TestServer, type ThrowawayServer } from './throwaway/start.ts';
export { watch } from './throwaway/watchdog.ts';
