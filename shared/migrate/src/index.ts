/**
 * `@nilecare/migrate`: a migration engine for MySQL and MariaDB that Flyway's files, history and lock work with.
 *
 * ```ts
 * const config = resolveConfig({ url: 'mysql://127.0.0.1:3306/shop', user: 'shop', password, locations: ['filesystem:migrations'] });
 * const report = await migrate(config);
 * ```
 */
export { baseline, type BaselineReport } from './commands/baseline.ts';
export { clean, type CleanReport } from './commands/clean.ts';
export { info, type InfoReport } from './commands/info.ts';
export { migrate, type MigrateReport } from './commands/migrate.ts';
export { repair, type RepairReport } from './commands/repair.ts';
export { undo, type UndoReport } from './commands/undo.ts';
export { validate, type ValidateReport } from './commands/validate.ts';
export type { CommandOptions } from './commands/workspace.ts';
export type { Config, ConnectionConfig, IgnorePattern, Target, TlsConfig } from './config/config.ts';
export type { LoadedConfig } from './config/build-config.ts';
export { loadConfig, type ConfigSources } from './config/load-config.ts';
export { resolveConfig, resolveConfigWithWarnings, type FlywayOptions } from './config/resolve-config.ts';
export * from './errors.ts';
export type { Listener, RunEvent } from './execute/events.ts';
export type * from './model.ts';
export { describeError } from './report/describe-error.ts';
export { describeFinding } from './report/describe-finding.ts';
export { compareVersions, parseVersion, type Version } from './version.ts';
