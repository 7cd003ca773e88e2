/** Settings that would lead a tool elsewhere, or colour its output. */
const misleading =
  /^(?:DB_|FLYWAY_|TURBO_|NILECARE_|MIGRATION_|DATABASE_|GOOSE|DBMATE_|WAYPOINT_|KNEX_|MYSQL_|npm_|NODE_OPTIONS$|NODE_ENV$|FORCE_COLOR$)|_DB_PASSWORD$/;

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a measured process gets: the environment of a user's shell without settings that would lead a tool elsewhere. */
export function plainEnvironment(environment: Environment): Environment {
  const kept = Object.entries(environment).filter(([name]) => !misleading.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: '1' };
}
