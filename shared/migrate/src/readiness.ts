/**
 * `@nilecare/migrate/readiness`: whether a schema is the one that a program was built for. Apart from the engine,
 * because a service asks at every start, and loads neither configuration nor splitter for it.
 */
export { readMigrations, readReadiness, type ReadRows } from './commands/readiness.ts';
export type { Migration } from './model.ts';
export type { SchemaObstacle, SchemaReadiness } from './plan/schema-readiness.ts';
export { describeObstacle } from './report/describe-obstacle.ts';
export { MigrateError } from './errors.ts';
export { describeError } from './report/describe-error.ts';
export type { Version } from './version.ts';
