import type { Format, Migration } from '../model.ts';

/** `V1__t.sql`: Flyway, Waypoint and the engine. */
export const flywayFormat: Format = {
  id: 'flyway',
  file: (migration) => [`V${migration.number}__t.sql`, sqlOf(migration)],
};

/** `00001_t.sql` with a comment in front. */
export const gooseFormat: Format = {
  id: 'goose',
  file: (migration) => [`${padded(migration)}_t.sql`, `-- +goose Up\n${sqlOf(migration)}`],
};

/** `00001_t.up.sql`. */
export const golangMigrateFormat: Format = {
  id: 'golang-migrate',
  file: (migration) => [`${padded(migration)}_t.up.sql`, sqlOf(migration)],
};

/** `00001_t.sql` with both directions. */
export const dbmateFormat: Format = {
  id: 'dbmate',
  file: (migration) => [
    `${padded(migration)}_t.sql`,
    `-- migrate:up\n${sqlOf(migration)}\n-- migrate:down\n`,
  ],
};

/** `00001_t.js`, a CommonJS module. */
export const knexFormat: Format = {
  id: 'knex',
  file: (migration) => [`${padded(migration)}_t.js`, moduleOf(migration)],
};

function sqlOf({ statements }: Migration): string {
  return statements.map((statement) => `${statement};\n`).join('');
}

function moduleOf({ statements }: Migration): string {
  const calls = statements.map((statement) => `  await knex.raw(${JSON.stringify(statement)});\n`).join('');
  return `exports.up = async (knex) => {\n${calls}};\nexports.down = async () => {};\n`;
}

/** All tools but Flyway's family sort by name. */
function padded({ number }: Migration): string {
  return String(number).padStart(6, '0');
}
