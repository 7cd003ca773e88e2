import path from 'node:path';
import type { Action, Command, Target, Tool } from '../model.ts';
import { dbmateFormat, flywayFormat, golangMigrateFormat, gooseFormat, knexFormat } from '../work/formats.ts';
import { goAddress, jdbcUrl, urlWithLogin } from './address.ts';

/** How another migration tool is installed and asked. */
export interface Peer extends Pick<Tool, 'name' | 'format' | 'refuses'> {
  /** Of its program in the folder `bin` of the peers. */
  readonly program: string;
  /** Arguments by which it tells its version. */
  readonly versionArgs: readonly string[];
  /** The commands that install it, `$DIR` being the folder of the peers. */
  readonly install: string;
  args(action: Action, target: Target, peers: string): readonly string[] | undefined;
  environment?(target: Target): Readonly<Record<string, string>>;
}

const flyway: Peer = {
  name: 'flyway',
  format: flywayFormat,
  program: 'flyway',
  versionArgs: ['--version'],
  install:
    'fetch flyway-commandline 11.8 from a Maven repository, unpack it into $DIR/flyway, ln -s ../flyway/flyway $DIR/bin/flyway',
  args: (action, { server, schema, folder }) => [
    // Without TLS, MariaDB's driver must be allowed to ask MySQL for the key by which it hides the password.
    `-url=${jdbcUrl(server, schema)}${server.kind === 'mysql' ? '?allowPublicKeyRetrieval=true' : ''}`,
    `-user=${server.user}`,
    `-locations=filesystem:${folder}`,
    '-table=schema_version',
    action,
  ],
  environment: ({ server }) => ({
    FLYWAY_PASSWORD: server.password,
    // What it would send and look up on the network is no part of the work.
    REDGATE_DISABLE_TELEMETRY: 'true',
    FLYWAY_SKIP_CHECK_FOR_UPDATE: 'true',
  }),
};

const waypoint: Peer = {
  name: 'waypoint',
  format: flywayFormat,
  program: 'waypoint',
  versionArgs: ['--version'],
  install: 'cargo install waypoint-cli --version 0.8.1 --features mysql --root $DIR',
  refuses: { mariadb: 'its GET_LOCK(…, -1) is NULL on MariaDB, where it panics' },
  args: (action, { server, schema, folder }) => [
    ...['--url', urlWithLogin(server, schema), '--locations', folder, '--table', 'schema_version'],
    ...['--ssl-mode', 'disable', action],
  ],
};

const goose: Peer = {
  name: 'goose',
  format: gooseFormat,
  program: 'goose',
  versionArgs: ['--version'],
  install: 'GOBIN=$DIR/bin go install github.com/pressly/goose/v3/cmd/goose@latest',
  args: (action, { server, schema, folder }) =>
    optional({ migrate: 'up', info: 'status' }, action, (word) => [
      ...['-dir', folder, 'mysql', `${goAddress(server, schema)}?parseTime=true`, word],
    ]),
};

const golangMigrate: Peer = {
  name: 'golang-migrate',
  format: golangMigrateFormat,
  program: 'migrate',
  versionArgs: ['-version'],
  install: 'GOBIN=$DIR/bin go install -tags mysql github.com/golang-migrate/migrate/v4/cmd/migrate@latest',
  args: (action, { server, schema, folder }) =>
    optional({ migrate: 'up', info: 'version' }, action, (word) => [
      ...['-path', folder, '-database', `mysql://${goAddress(server, schema)}?multiStatements=true`, word],
    ]),
};

const dbmate: Peer = {
  name: 'dbmate',
  format: dbmateFormat,
  program: 'dbmate',
  versionArgs: ['--version'],
  install: 'npm install --prefix $DIR/node dbmate@2.36.0; ln -s ../node/node_modules/.bin/dbmate $DIR/bin',
  args: (action, { server, schema, folder }) =>
    optional({ migrate: 'migrate', info: 'status' }, action, (word) => [
      ...['--url', urlWithLogin(server, schema), '-d', folder, '--no-dump-schema', word],
    ]),
};

const knex: Peer = {
  name: 'knex',
  format: knexFormat,
  program: 'knex',
  versionArgs: ['--version'],
  install: 'npm install --prefix $DIR/node knex@3.3.0 mysql2; ln -s ../node/node_modules/.bin/knex $DIR/bin',
  args: (action, { server, schema, folder }, peers) =>
    optional({ migrate: 'migrate:latest', info: 'migrate:list' }, action, (word) => [
      // It looks for itself and for mysql2 from there on.
      ...['--cwd', path.join(peers, 'node'), '--client', 'mysql2'],
      ...['--connection', urlWithLogin(server, schema), '--migrations-directory', folder, word],
    ]),
};

/** The tools that a user would pick instead. */
export const peers: readonly Peer[] = [goose, golangMigrate, dbmate, knex, waypoint, flyway];

/** The tool that an installed peer is. */
export function toolOf(peer: Peer, folder: string, version: string | undefined): Tool {
  const program = path.join(folder, 'bin', peer.program);
  return {
    name: peer.name,
    format: peer.format,
    ...(version !== undefined && { version }),
    ...(peer.refuses && { refuses: peer.refuses }),
    command(action, target): Command | undefined {
      const args = peer.args(action, target, folder);
      return args && { program, args, environment: peer.environment?.(target) ?? {} };
    },
  };
}

function optional(
  words: Partial<Readonly<Record<Action, string>>>,
  action: Action,
  args: (word: string) => readonly string[],
): readonly string[] | undefined {
  const word = words[action];
  return word === undefined ? undefined : args(word);
}
